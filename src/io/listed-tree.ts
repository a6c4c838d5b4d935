import type { FileTree } from '../compose/file-tree.ts';

/** A tree that knows what `list()` had to leave out. */
export interface ListedTree extends FileTree {
  /** Sentences without a full stop, sorted; empty: everything is listed. Complete once `list()` was called. */
  gaps(): readonly string[];
}

/** Folders that never hold a project. */
export function isSkipped(name: string): boolean {
  return isBelowSkipped(name);
}

/** Whether a relative path lies in such a folder. */
export function isBelowSkipped(path: string): boolean {
  return /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/.test(path);
}
