import { load, type LoadOptions, type LoadResult } from '../../src/compose/load.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';

/** `files` of the folder `/stack`, loaded from there. */
export function loaded(files: Readonly<Record<string, string>>, options: Partial<LoadOptions> = {}): LoadResult {
  const tree = memoryTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`/stack/${name}`, text])),
    '/stack',
  );
  return load({
    tree,
    workingDirectory: '/stack',
    files: null,
    profiles: null,
    envFiles: null,
    projectName: null,
    projectDirectory: null,
    environment: new Map(),
    home: null,
    missingEnvFile: 'error',
    ...options,
  });
}
