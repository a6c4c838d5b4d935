import type { FileTree } from './file-tree.ts';
import { folderOf, nameOf } from './path.ts';
import { compareText } from './source.ts';

/** Names that `docker compose` looks for in a folder, the first that exists. */
export const DEFAULT_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;

/** Names of the override file, the first that exists; loaded over a default file whatever that is called. */
const OVERRIDE_FILES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;

/** Absolute paths of the files that `docker compose` takes without `-f` in `directory`: a default file and its override. Empty: none. */
export function defaultFilesIn(tree: FileTree, directory: string): readonly string[] {
  const first = firstIn(tree, directory, DEFAULT_FILES);
  if (first === null) return [];
  const override = firstIn(tree, directory, OVERRIDE_FILES);
  return override === null ? [first] : [first, override];
}

/** The files of `directory`, or of the nearest folder above it that has any. */
export function discoveredFrom(tree: FileTree, directory: string): readonly string[] {
  const files = defaultFilesIn(tree, directory);
  return files.length > 0 || directory === '/' ? files : discoveredFrom(tree, folderOf(directory));
}

/** Folders with one of `files` that has a default name, sorted. Workflow files called so are not Compose files. */
export function projectFolders(files: readonly string[]): readonly string[] {
  const names: ReadonlySet<string> = new Set(DEFAULT_FILES);
  const folders = files.flatMap((file) => {
    const folder = folderOf(file);
    return names.has(nameOf(file)) && !isWorkflows(folder) ? [folder] : [];
  });
  return [...new Set(folders)].sort(compareText);
}

function firstIn(tree: FileTree, directory: string, names: readonly string[]): string | null {
  const folder = directory === '/' ? '' : directory;
  return names.map((name) => `${folder}/${name}`).find((path) => tree.kind(path) !== 'missing') ?? null;
}

function isWorkflows(folder: string): boolean {
  return folder.endsWith('/.github/workflows');
}
