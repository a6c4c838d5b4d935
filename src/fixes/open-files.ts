import type { FileTree } from '../compose/file-tree.ts';
import { isBelow, resolved } from '../compose/path.ts';
import { type LettersAfter, writtenFile, type OpenFile } from './write/written-file.ts';

/** The files of `tree`, each read once, by their names from its root. */
export function filesIn(tree: FileTree): OpenFile {
  const opened = new Map<string, ReturnType<OpenFile>>();
  const letters = { left: MOST_LETTERS };
  return (name) => {
    const known = opened.get(name) ?? openedFrom(tree, name, letters);
    opened.set(name, known);
    return known;
  };
}

/** A file of usual length is looked at after some dozen changes of it. */
const MOST_LETTERS = 120_000;

function openedFrom(tree: FileTree, name: string, letters: LettersAfter): ReturnType<OpenFile> {
  const path = resolved(tree.root, name);
  if (!isBelow(path, tree.root)) return { reason: `${name} lies outside the repository` };
  const read = tree.read(path);
  if (read.kind !== 'file') return { reason: `${name} is not read` };
  return { ...writtenFile(read.text, letters), mark: read.mark ?? '' };
}
