import { asYaml, type FileTree } from '../../compose/file-tree.ts';
import { resolved } from '../../compose/path.ts';
import { lineMap } from '../../words/line-map.ts';
import type { IsChanged } from './ends.ts';

/** Which lines of the head the base has not. A file that is new is changed in every line; one that cannot be read in none. */
export function changedLines(base: FileTree, head: FileTree): IsChanged {
  const known = new Map<string, (line: number) => boolean>();
  return ({ file, line }) => {
    const isChanged = known.get(file) ?? changedIn(base, head, file);
    known.set(file, isChanged);
    return isChanged(line);
  };
}

function changedIn(base: FileTree, head: FileTree, file: string): (line: number) => boolean {
  const after = asYaml(head.read(resolved(head.root, file)));
  if (after.kind !== 'file') return () => false;
  const before = asYaml(base.read(resolved(base.root, file)));
  if (before.kind === 'missing') return () => true;
  if (before.kind !== 'file') return () => false;
  if (before.text === after.text) return () => false;
  const place = lineMap(after.text, before.text);
  return (line) => !place(line).exact;
}
