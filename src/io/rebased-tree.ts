import { posix } from 'node:path';
import type { FileTree } from '../compose/file-tree.ts';

/**
 * `tree` as if its root were at `root`: two folders that are two states of one thing then have the same paths, and so the same
 * default project name and bind mounts. What lies beside the root is taken from beside the real one.
 */
export function rebasedTree(tree: FileTree, root: string): FileTree {
  const real = (path: string): string => moved(path, root, tree.root);
  return {
    root,
    read: (path) => tree.read(real(path)),
    kind: (path) => tree.kind(real(path)),
    id: (path) => tree.id(real(path)),
    trail: (path) => tree.trail(real(path)),
    list: (folder) => tree.list(real(folder)).map((path) => moved(path, tree.root, root)),
    notListed: () => tree.notListed(),
  };
}

/** `path` with `from` (or the folder above it) in front replaced by `to` (or the folder above that). */
function moved(path: string, from: string, to: string): string {
  return replaced(path, from, to) ?? replacedAbove(path, from, to) ?? path;
}

/** `/x/head/app` and `/x/base/app` differ in `/x/head`: whatever lies below that moves along. */
function replacedAbove(path: string, from: string, to: string): string | null {
  let [before, after] = [from, to];
  while (posix.basename(before) === posix.basename(after) && before !== '/' && after !== '/') {
    [before, after] = [posix.dirname(before), posix.dirname(after)];
  }
  if (before === '/' || after === '/') return null;
  return replaced(path, before, after) ?? replaced(path, posix.dirname(before), posix.dirname(after));
}

function replaced(path: string, from: string, to: string): string | null {
  if (path === from) return to;
  if (from === '/' || !path.startsWith(`${from}/`)) return null;
  return to + path.slice(from.length);
}
