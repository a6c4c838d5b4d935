import { closeSync, openSync, readdirSync, statSync, type Stats } from 'node:fs';
import { posix } from 'node:path';
import { type FileRead, type FileTree, MAX_FILE_BYTES } from '../../compose/file-tree.ts';
import { shownPath } from '../../compose/path.ts';
import { bytesFrom } from './bytes.ts';
import { isSkipped } from '../skipped.ts';
import { storedId } from './stored-id.ts';
import { systemPath, treePath } from './system-path.ts';
import { textOf, TOO_LARGE } from '../text.ts';

/** Bounds of one listing. A folder above a home directory may hold millions of files. */
export interface ListBounds {
  readonly files: number;
  readonly milliseconds: number;
}

const BOUNDS: ListBounds = { files: 200_000, milliseconds: 20_000 };

/** The files of this machine, read as `docker compose` would: links are followed, also out of `root`. `root` is a path of this machine. */
export function diskTree(root: string, bounds: ListBounds = BOUNDS): FileTree {
  const top = treePath(root);
  const listings = new Map<string, Listing>();
  const names: NamesByFolder = new Map();
  return {
    root: top,
    read: (path) => (isAbsent(path, names) ? { kind: 'missing' } : read(path)),
    kind: (path) => (isAbsent(path, names) ? 'missing' : kind(path)),
    id: storedId,
    trail: () => null,
    list: (folder) => {
      const listing = listings.get(folder) ?? listed(folder, top, bounds, names);
      listings.set(folder, listing);
      return listing.files;
    },
    notListed: () => [...new Set([...listings.values()].flatMap(({ notListed }) => notListed))].sort(),
  };
}

/** What the folders that were listed hold, where all of it is in plain letters, in small ones: some file systems tell no others apart. */
type NamesByFolder = Map<string, ReadonlySet<string>>;

/** Whether it is known of a file that it is not there, without asking the system: one looks for dozens of names beside each Compose file. */
function isAbsent(path: string, names: NamesByFolder): boolean {
  const end = path.lastIndexOf('/');
  const name = path.slice(end + 1);
  return PLAIN.test(name) && names.get(path.slice(0, end))?.has(name.toLowerCase()) === false;
}

/** Windows has short names besides, and drops dots at the end. */
const PLAIN = /^[\w.-]*\w$/;

function withNames(folder: string, entries: readonly string[], names: NamesByFolder): void {
  if (entries.every((name) => /^[\x20-\x7e]*$/.test(name)))
    names.set(folder, new Set(entries.map((name) => name.toLowerCase())));
}

function read(path: string): FileRead {
  const found = statOf(path);
  if (found.kind !== 'found') return found;
  if (found.stats.isDirectory()) return { kind: 'directory' };
  // A named pipe would block for ever, a device may have no end.
  if (!found.stats.isFile()) return { kind: 'refused', reason: 'it is not a regular file' };
  if (found.stats.size > MAX_FILE_BYTES) return { kind: 'refused', reason: TOO_LARGE };
  try {
    return textOf(bytesOf(systemPath(path)));
  } catch (error) {
    return refusedFor(error);
  }
}

function kind(path: string): 'file' | 'directory' | 'missing' {
  const found = statOf(path);
  if (found.kind === 'found') return found.stats.isDirectory() ? 'directory' : 'file';
  return found.kind === 'missing' ? 'missing' : 'file';
}

type FoundOnDisk = { readonly kind: 'found'; readonly stats: Stats };
type NotFound = { readonly kind: 'missing' } | { readonly kind: 'refused'; readonly reason: string };

function statOf(path: string): FoundOnDisk | NotFound {
  try {
    const stats = statSync(systemPath(path), { throwIfNoEntry: false });
    return stats === undefined ? { kind: 'missing' } : { kind: 'found', stats };
  } catch (error) {
    return refusedFor(error);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'its links lead in a circle'],
]);
const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

function refusedFor(error: unknown): NotFound {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return MISSING.has(code) ? { kind: 'missing' } : { kind: 'refused', reason: REASONS.get(code) ?? code };
}

function bytesOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    return bytesFrom(file);
  } finally {
    closeSync(file);
  }
}

interface Listing {
  readonly files: readonly string[];
  readonly notListed: readonly string[];
}

/** Breadth first, so that a bound is hit far down rather than in the first big folder. Links to folders are not walked, as in git. */
function listed(top: string, root: string, bounds: ListBounds, names: NamesByFolder): Listing {
  const files: string[] = [];
  const notListed: string[] = [];
  const end = performance.now() + bounds.milliseconds;
  const open = [top];
  for (const folder of open) {
    if (files.length > bounds.files || performance.now() > end) {
      notListed.push(`only the first ${files.length} files below ${shownPath(top, root)} were searched for projects`);
      break;
    }
    const entries = entriesOf(folder, root, notListed);
    if (entries === null) continue;
    withNames(
      folder,
      entries.map(({ name }) => name),
      names,
    );
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (isSkipped(entry.name)) continue;
      if (entry.isDirectory()) open.push(path);
      else if (!entry.isSymbolicLink() || kind(path) !== 'directory') files.push(path);
    }
  }
  return { files: files.sort(), notListed };
}

function entriesOf(folder: string, root: string, notListed: string[]) {
  try {
    return readdirSync(systemPath(folder), { withFileTypes: true });
  } catch (error) {
    const problem = refusedFor(error);
    if (problem.kind === 'refused')
      notListed.push(`${shownPath(folder, root)} was not searched for projects: ${problem.reason}`);
    return null;
  }
}
