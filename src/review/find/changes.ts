import { mayBeCompose } from '../../compose/compose-file.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { isSameAt } from '../watched.ts';

/** What differs between a revision and the one that it is compared with. */
export interface FileChanges {
  /** Files that may be Compose files whatever they are called, of either revision. */
  readonly files: readonly string[];
  readonly touches: (paths: Iterable<string>) => boolean;
}

/** `other`: `null` where there is none; then everything counts as changed if `all` does. */
export function changesBetween(tree: FileTree, other: FileTree | null, all: boolean): FileChanges {
  if (other === null) return { files: [], touches: () => all };
  const isChanged = (path: string): boolean => !isSameAt(path, tree, other);
  const isStoredAlike = (path: string): boolean => tree.id(path) !== null && tree.id(path) === other.id(path);
  const paths = new Set([...tree.list(tree.root), ...other.list(other.root)].filter(mayBeCompose));
  return {
    files: [...paths].filter((path) => !isStoredAlike(path) && isChanged(path)).sort(),
    touches: (asked) => all || [...asked].some(isChanged),
  };
}
