import { posix } from 'node:path';
import { isCaller } from '../../compose/calls/callers.ts';
import { namedAs } from '../../compose/compose-file.ts';
import { type FileRead, MAX_FILE_BYTES } from '../../compose/file-tree.ts';
import { type CommitTree, entryKind, entryTree, type CommitEntry } from '../entry-tree.ts';
import { git } from './git.ts';
import { repositoryRoot } from '../repository-root.ts';
import { treePath } from '../disk/system-path.ts';
import { textOf, TOO_LARGE } from '../text.ts';

/**
 * The files of one commit, as stored: nothing is checked out, no hook or filter runs.
 * `repository` is the top folder of a clone, `commit` a full commit id (`commitOf` gives it). The root is that of a repository on no disk,
 * with the folder's name, unless `root` names another. A commit that git cannot list has no files, and `notListed()` says why.
 */
export function gitTree(repository: string, commit: string, root = rootOf(repository)): CommitTree {
  const answer = git(repository, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit]);
  if (answer.kind === 'ok') return treeOf({ repository, root, listing: answer.output, known: new Map() });
  const notListed = [`commit ${commit} cannot be listed: ${answer.reason}`];
  return entryTree({ root, entries: new Map(), notListed, blob: () => ({ kind: 'missing' }) });
}

export interface Listed {
  readonly repository: string;
  readonly root: string;
  /** What `ls-tree -r -z` prints. */
  readonly listing: Buffer;
  /** Contents by object id that the repository does not have. */
  readonly known: ReadonlyMap<string, FileRead>;
}

export function treeOf({ repository, root, listing, known }: Listed): CommitTree {
  const entries = entriesIn(listing.toString('utf8'));
  return entryTree({ root, entries, notListed: [], blob: blobsOf(repository, entries, known) });
}

export function rootOf(repository: string): string {
  return repositoryRoot(posix.basename(treePath(repository)));
}

/** Lines of `ls-tree -z`: mode, type and id before a tab, then the path up to a NUL. */
function entriesIn(output: string): Map<string, CommitEntry> {
  const entries = new Map<string, CommitEntry>();
  for (const line of output.split('\0')) {
    const tab = line.indexOf('\t');
    const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
    const kind = entryKind(mode);
    if (tab > 0 && kind !== null) entries.set(line.slice(tab + 1), { kind, id, size: null });
  }
  return entries;
}

/** Whether a review is likely to ask for it: read with the first file, since each call of git costs some milliseconds. */
function isLikely(path: string): boolean {
  return namedAs(path) !== 'other' || isCaller(path);
}

const MOST_AT_ONCE = 2_000;

function blobsOf(
  repository: string,
  entries: ReadonlyMap<string, CommitEntry>,
  there: ReadonlyMap<string, FileRead>,
): (entry: CommitEntry) => FileRead {
  const known = new Map(there);
  let likely = [...entries].filter(([path, entry]) => entry.kind === 'link' || isLikely(path)).map(([, { id }]) => id);
  return ({ id }) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const wanted = new Set([id, ...likely.filter((other) => !known.has(other)).slice(0, MOST_AT_ONCE)]);
    likely = [];
    for (const [name, read] of contentsOf(repository, [...wanted])) known.set(name, read);
    return known.get(id) ?? { kind: 'refused', reason: 'this clone does not have its content' };
  };
}

/** Contents of blobs by object id; other objects are left out. Sizes are asked first: a huge file is never held. */
export function contentsOf(repository: string, ids: readonly string[], call = git): ReadonlyMap<string, FileRead> {
  const contents = new Map<string, FileRead>();
  const sizes = call(repository, ['cat-file', '--batch-check'], lines(ids));
  const heads = sizes.kind === 'ok' ? sizes.output.toString('utf8').trimEnd().split('\n').map(headOf) : [];
  const found = heads.filter((head) => head !== null);
  for (const { id, size } of found) if (size > MAX_FILE_BYTES) contents.set(id, { kind: 'refused', reason: TOO_LARGE });
  const fitting = found.filter(({ size }) => size <= MAX_FILE_BYTES);
  const answer = call(repository, ['cat-file', '--batch'], lines(fitting.map(({ id }) => id)));
  let rest = answer.kind === 'ok' ? answer.output : Buffer.alloc(0);
  while (rest.length > 0) {
    const end = rest.indexOf('\n');
    const head = headOf(rest.subarray(0, end).toString('utf8'));
    if (head === null) break;
    contents.set(head.id, textOf(rest.subarray(end + 1, end + 1 + head.size)));
    rest = rest.subarray(end + 1 + head.size + 1);
  }
  return contents;
}

/** `<id> blob <size>`; anything else is an object that is not there. */
function headOf(line: string): { readonly id: string; readonly size: number } | null {
  const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
  return id === undefined ? null : { id, size: Number(size) };
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}
