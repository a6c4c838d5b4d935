import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { COMPOSE_VERSIONS, type ComposeVersionName, isComposeVersion } from '../compose/versions/versions.ts';
import { resolved } from '../compose/path.ts';
import { diskTree } from '../io/disk/tree.ts';
import { withStandardInput } from '../io/disk/standard-input.ts';
import { treePath } from '../io/disk/system-path.ts';
import type { Call } from './command.ts';
import { POLICY_FILES } from '../policy/policy.ts';
import { UsageError } from './terminal.ts';
import type { Selection, ReviewSide } from '../review/input.ts';

/** The files of this machine that a command looks at: those below `paths`, or the ones that `-f` names. */
export function diskSide(call: Call, paths: readonly string[]): ReviewSide {
  const here = call.terminal.directory;
  const places = (paths.length === 0 ? ['.'] : paths).map((path) => placeOf(resolve(here, path), path));
  checkOneProject(call, places);
  const files = places.flatMap((place) => (place.kind === 'file' ? [place.path] : []));
  const folders = places.map((place) => (place.kind === 'file' ? dirname(place.path) : place.path));
  const root = rootOf(here, folders);
  return {
    tree: readsInput(call)
      ? withStandardInput(diskTree(root), resolved(treePath(folders[0] ?? here), STANDARD_INPUT))
      : diskTree(root),
    revision: { label: paths.join(' ') || '.', commit: null },
    selection: {
      ...selectionOf(call, folders),
      ...(files.length === 0 ? {} : { files: files.map((file) => treePath(file)) }),
    },
    repository: treePath(repositoryAround(folders[0] ?? here) ?? root),
  };
}

/** Files are those of one project: of a second PATH nothing would be looked at, and several files would be merged into one. */
function checkOneProject({ values }: Call, places: readonly PathOperand[]): void {
  const asOption = values.lists.has('file') || values.text.has('project-directory');
  const asPath = places.some(({ kind }) => kind === 'file');
  if (places.length > 1 && (asOption || asPath))
    throw new UsageError(
      'files are those of one project: give one PATH with -f, --project-directory or as a file, and call once for each project',
    );
  if (values.lists.has('file') && asPath)
    throw new UsageError('the PATH is a Compose file: give it with -f too, after the files that it overrides');
}

/** What places call the file that comes in on standard input. */
const STANDARD_INPUT = '<stdin>';

/** `-f -`, as for `docker compose`. */
export function readsInput({ values }: Call): boolean {
  return values.lists.get('file')?.includes('-') === true;
}

/** What the options say of the projects to load. `folders`: of this machine. */
export function selectionOf({ values, terminal }: Call, folders: readonly string[]): Selection {
  return {
    paths: folders.map((folder) => treePath(folder)),
    files: values.lists.get('file')?.map((file) => (file === '-' ? STANDARD_INPUT : file)) ?? null,
    profiles: values.lists.get('profile') ?? null,
    envFiles: values.lists.get('env-file') ?? null,
    projectName: values.text.get('project-name') ?? null,
    projectDirectory: values.text.get('project-directory') ?? null,
    environment: values.flags.has('no-process-env') ? new Map() : terminal.environment,
    samples: new Map(),
    home: terminal.home,
    composeVersion: composeVersionOf(values.text.get('compose-version')),
  };
}

function composeVersionOf(name: string | undefined): ComposeVersionName | null {
  if (name === undefined || isComposeVersion(name)) return name ?? null;
  throw new UsageError(
    `the reading of Docker Compose ${name} is not known: --compose-version takes ${Object.keys(COMPOSE_VERSIONS).join(' or ')}`,
  );
}

/** The folder that the report writes paths relative to: where the command is called, or what it is called for. */
function rootOf(here: string, folders: readonly string[]): string {
  return folders.every((folder) => isBelow(here, folder)) ? here : (folders[0] ?? here);
}

/** The nearest folder above that has a policy or is a git repository. */
function repositoryAround(folder: string): string | null {
  const marks = [...POLICY_FILES, '.git'];
  if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
  return dirname(folder) === folder ? null : repositoryAround(dirname(folder));
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${'/'}`) && !way.startsWith('..\\');
}

interface PathOperand {
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

function placeOf(path: string, written: string): PathOperand {
  const kind = diskTree(path).kind(treePath(path));
  if (kind === 'missing') throw new UsageError(`there is no file or folder "${written}"`);
  return { kind: kind === 'directory' ? 'folder' : 'file', path };
}
