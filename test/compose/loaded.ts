import type { FileRead } from '../../src/compose/file-tree.ts';
import { load, type LoadResult } from '../../src/compose/load.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { type LoadOptions, NO_OPTIONS } from '../../src/compose/options.ts';

/** `files` of the folder `/stack`, loaded from there. */
export function loaded(
  files: Readonly<Record<string, string | FileRead>>,
  options: Partial<LoadOptions> = {},
): LoadResult {
  const tree = memoryTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`/stack/${name}`, text])),
    '/stack',
  );
  return load({
    ...NO_OPTIONS,
    tree,
    workingDirectory: '/stack',
    purpose: 'call',
    ...options,
  });
}
