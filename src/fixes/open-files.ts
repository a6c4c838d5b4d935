import type { FileTree } from '../compose/file-tree.ts';
import { isBelow, resolved } from '../compose/path.ts';
import { writtenFile, type OpenFile } from './write/written-file.ts';

/** The files of `tree`, each read once, by their names from its root. */
export function filesIn(tree: FileTree): OpenFile {
  const opened = new Map<string, ReturnType<OpenFile>>();
  return (name) => {
    const known = opened.get(name) ?? openedFrom(tree, name);
    opened.set(name, known);
    return known;
  };
}

function openedFrom(tree: FileTree, name: string): ReturnType<OpenFile> {
  const path = resolved(tree.root, name);
  if (!isBelow(path, tree.root)) return { reason: `${name} lies outside the repository` };
  const read = tree.read(path);
  if (read.kind !== 'file') return { reason: `${name} is not read` };
  return { ...writtenFile(read.text), mark: read.mark ?? '' };
}
