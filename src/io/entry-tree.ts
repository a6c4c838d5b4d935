import { posix } from 'node:path';
import type { FileRead, FileTree } from '../compose/file-tree.ts';
import { isBelow } from '../compose/path.ts';

/** What a commit holds at one path. A link's blob is the path it leads to. */
export interface CommitEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  /** Object id of the blob. */
  readonly id: string;
  /** Size in bytes; `null`: not known before it is read. */
  readonly size: number | null;
}

/** Kind by git's file mode (octal), of which only the type counts, as for git itself; `null`: a folder. */
export function entryKind(mode: string): CommitEntry['kind'] | null {
  return KINDS_BY_TYPE.get(mode.slice(0, -4)) ?? null;
}

export interface EntryTreeOptions {
  /** Absolute path that the entries are below. */
  readonly root: string;
  /** Entries by path relative to `root`. */
  readonly entries: ReadonlyMap<string, CommitEntry>;
  /** Content of a file or link. */
  readonly blob: (entry: CommitEntry) => FileRead;
  readonly notListed: readonly string[];
}

const KINDS_BY_TYPE: ReadonlyMap<string, CommitEntry['kind']> = new Map([
  ['10', 'file'],
  ['12', 'link'],
  ['16', 'submodule'],
]);
const MAX_LINKS = 40;
/** Git refuses to check out names like these; a tree made on purpose may hold them. */
const UNSAFE = /(?:^|\/)\.{0,2}(?:\/|$)/;
const LEAVES = 'it is a link that leaves the repository';
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n/;

/** A tree that knows where links lead. */
export interface CommitTree extends FileTree {
  /** The path of what `path` leads to; `path` itself where it leads to no file that is there. */
  real(path: string): string;
}

/** One commit as a tree. Links are followed inside it; what leads out of it, into a submodule or to Git LFS is refused. */
export function entryTree({ root, entries, blob, notListed }: EntryTreeOptions): CommitTree {
  const safe = new Map([...entries].filter(([path]) => !UNSAFE.test(path)));
  const folders = foldersOf(safe.keys());
  const listed = [...safe]
    .filter(([, entry]) => entry.kind !== 'submodule')
    .map(([path]) => `${root}/${path}`)
    .sort();
  const walk = (path: string): WayInCommit => walked(path, { root, entries: safe, folders, blob });
  const find = (path: string): FoundInCommit => walk(path).found;

  return {
    root,
    read: (path) => {
      const there = find(path);
      if (there.kind !== 'entry') return there;
      const read = blob(there.entry);
      return read.kind === 'file' && LFS_POINTER.test(read.text)
        ? refused('its content is in Git LFS, not in git')
        : read;
    },
    kind: (path) => KINDS[find(path).kind],
    id: (path) => idOf(safe.get(relativeTo(root, path) ?? '')),
    trail: (path) => {
      const { found, passed } = walk(path);
      return found.kind === 'pending' ? null : passed.join(' ');
    },
    real: (path) => {
      const { found } = walk(path);
      return found.kind === 'entry' ? `${root}/${found.path}` : path;
    },
    list: (folder) => listed.filter((path) => isBelow(path, folder)),
    notListed: () => notListed,
  };
}

const KINDS = {
  entry: 'file',
  directory: 'directory',
  missing: 'missing',
  pending: 'missing',
  // There is something: whoever asks goes on to read it and learns why it is refused.
  refused: 'file',
} satisfies Record<FoundInCommit['kind'], 'file' | 'directory' | 'missing'>;

type FoundInCommit =
  | { readonly kind: 'entry'; readonly entry: CommitEntry; readonly path: string }
  | Exclude<FileRead, { readonly kind: 'file' }>;

interface WayInCommit {
  readonly found: FoundInCommit;
  /** Kind and object id of every entry on the way, that at its end included. */
  readonly passed: readonly string[];
}

interface Lookup {
  readonly root: string;
  readonly entries: ReadonlyMap<string, CommitEntry>;
  readonly folders: ReadonlySet<string>;
  readonly blob: (entry: CommitEntry) => FileRead;
}

function walked(path: string, lookup: Lookup): WayInCommit {
  const passed: string[] = [];
  const isAbove = lookup.root !== path && lookup.root.startsWith(path === '/' ? '/' : `${path}/`);
  if (isAbove) return { found: { kind: 'directory' }, passed };
  const start = relativeTo(lookup.root, path);
  const found = start === null ? refused('it lies outside the repository') : followed(start.split('/'), lookup, passed);
  return { found, passed };
}

/** Walks part by part, as a file system would: `..` behind a link goes up from where the link leads to. */
function followed(start: readonly string[], { entries, folders, blob }: Lookup, passed: string[]): FoundInCommit {
  const open = start.toReversed();
  let folder: readonly string[] = [];
  let links = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (folder.length === 0) return refused(LEAVES);
      folder = folder.slice(0, -1);
      continue;
    }
    const path = [...folder, part].join('/');
    const entry = entries.get(path);
    if (entry !== undefined) passed.push(idOf(entry));
    if (entry?.kind === 'link') {
      links += 1;
      if (links > MAX_LINKS) return refused('its links lead in a circle');
      const target = blob(entry);
      if (target.kind !== 'file') return target;
      if (posix.isAbsolute(target.text)) return refused(LEAVES);
      open.push(...target.text.split('/').toReversed());
    } else if (entry?.kind === 'file') {
      return open.some((rest) => rest !== '') ? { kind: 'missing' } : { kind: 'entry', entry, path };
    } else if (entry?.kind === 'submodule') {
      return open.some((rest) => rest !== '') ? refused('it lies in a submodule') : { kind: 'directory' };
    } else if (folders.has(path)) {
      folder = [...folder, part];
    } else {
      return { kind: 'missing' };
    }
  }
  return { kind: 'directory' };
}

function idOf(entry: CommitEntry | undefined): string {
  return entry === undefined ? '' : `${entry.kind} ${entry.id}`;
}

function relativeTo(root: string, path: string): string | null {
  if (path === root) return '';
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set(['']);
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    for (; end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  }
  return folders;
}

function refused(reason: string) {
  return { kind: 'refused', reason } as const;
}
