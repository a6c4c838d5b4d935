import { posix } from 'node:path';
import type { FileRead, FileTree } from '../compose/file-tree.ts';
import { isBelow } from '../compose/path.ts';
import { isBelowSkipped } from './skipped.ts';
import { textOf } from './text.ts';

/** A record of strings as a tree. Paths are relative to `root` or absolute; a value may also say how the reading ends. */
export function memoryTree(files: Readonly<Record<string, string | FileRead>>, root = '/project'): FileTree {
  const reads = new Map(Object.entries(files).map(([path, value]) => [posix.resolve(root, path), readOf(value)]));
  const folders = new Set([root, ...[...reads.keys()].flatMap(foldersAbove)]);
  const below = root === '/' ? '/' : `${root}/`;
  const listed = [...reads.keys()]
    .filter((path) => path.startsWith(below) && !isBelowSkipped(path.slice(below.length)))
    .sort();

  return {
    root,
    read: (path) => reads.get(path) ?? (folders.has(path) ? { kind: 'directory' } : { kind: 'missing' }),
    kind: (path) => (reads.has(path) ? kindOf(reads.get(path)) : folders.has(path) ? 'directory' : 'missing'),
    id: () => null,
    trail: () => null,
    list: (folder) => listed.filter((path) => isBelow(path, folder)),
    notListed: () => [],
  };
}

function readOf(value: string | FileRead): FileRead {
  return typeof value === 'string' ? textOf(new TextEncoder().encode(value)) : value;
}

function kindOf(read: FileRead | undefined): 'file' | 'directory' | 'missing' {
  return read?.kind === 'directory' || read?.kind === 'missing' ? read.kind : 'file';
}

function foldersAbove(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === path ? [parent] : [parent, ...foldersAbove(parent)];
}
