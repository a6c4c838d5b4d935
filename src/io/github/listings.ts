import { entryKind, type CommitEntry } from '../entry-tree.ts';
import { isSkipped } from '../skipped.ts';
import type { GitHub, Repository } from './octokit.ts';
import { type ListedTree, TreeListing } from './shapes.ts';

/** What git trees hold, by path from their top, each asked for once, whatever revisions have it. */
export interface Listings {
  /** The files of a commit. Throws what GitHub answers where it does not list it. */
  of(commit: string): Promise<ListedFiles>;
}

export interface ListedFiles {
  readonly entries: ReadonlyMap<string, CommitEntry>;
  /** Folders that were not listed, since that would take too many requests. */
  readonly left: number;
}

/** Requests that may be spent on all revisions together. */
const MOST_REQUESTS = 150;

/**
 * A tree takes one request. GitHub cuts the answer at 100,000 entries: then what it holds in full counts, and only folders behind the cut are
 * asked for. Of the next revision of something that large only the folders that differ are.
 */
export function gitHubListings(client: GitHub, repository: Repository, requests = MOST_REQUESTS): Listings {
  const known = new Map<string, Promise<ListedFiles>>();
  let isLarge = false;
  let left = requests;

  async function itemsOf(id: string, deep: boolean) {
    left -= 1;
    const { data } = await client.rest.git.getTree({
      ...repository,
      tree_sha: id,
      ...(deep ? { recursive: '1' } : {}),
    });
    return TreeListing.parse(data);
  }

  /** A folder; `null`: there are no requests left for it. */
  function folder(id: string): Promise<ListedFiles> | null {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (left < 2) return null;
    const files = listed(id, true);
    known.set(id, files);
    return files;
  }

  async function listed(id: string, deep: boolean): Promise<ListedFiles> {
    const whole = deep ? await itemsOf(id, true) : { truncated: true, tree: [] };
    if (!whole.truncated) return { entries: entriesOf(whole.tree), left: 0 };
    isLarge = true;
    const reached = whole.tree.filter(isFile);
    const last = lastInOrder(reached);
    const inFull = byFolder(reached);
    const entries = new Map<string, CommitEntry>();
    const open: { readonly path: string; readonly files: Promise<ListedFiles> | null }[] = [];
    for (const item of (await itemsOf(id, false)).tree) {
      const path = `${item.path}/`;
      if (isFile(item)) entries.set(item.path, entryOf(item));
      else if (item.type === 'tree' && !isSkipped(item.path)) {
        if (last !== null && isBefore(path, last))
          known.set(item.sha, Promise.resolve({ entries: inFull.get(item.path) ?? new Map(), left: 0 }));
        open.push({ path, files: folder(item.sha) });
      }
    }
    const found = await Promise.all(open.map(({ files }) => files ?? Promise.resolve(NOT_LISTED)));
    for (const [at, { path }] of open.entries())
      for (const [name, entry] of found[at]?.entries ?? []) entries.set(path + name, entry);
    return { entries, left: found.reduce((sum, files) => sum + files.left, 0) };
  }

  return {
    async of(commit) {
      if (left < 2) return NOT_LISTED;
      return listed(commit, !isLarge);
    },
  };
}

const NOT_LISTED: ListedFiles = { entries: new Map(), left: 1 };

type Item = ListedTree['tree'][number];

function isFile({ mode }: Item): boolean {
  return entryKind(mode) !== null;
}

function entryOf({ mode, sha, size }: Item): CommitEntry {
  return { kind: entryKind(mode) ?? 'file', id: sha, size };
}

function entriesOf(items: readonly Item[]): ReadonlyMap<string, CommitEntry> {
  return new Map(items.filter(isFile).map((item) => [item.path, entryOf(item)]));
}

/** What folders at the top hold, by path from there. */
function byFolder(files: readonly Item[]): ReadonlyMap<string, ReadonlyMap<string, CommitEntry>> {
  const folders = new Map<string, Map<string, CommitEntry>>();
  for (const item of files) {
    const end = item.path.indexOf('/');
    if (end < 0) continue;
    const [folder, path] = [item.path.slice(0, end), item.path.slice(end + 1)];
    const inside = folders.get(folder) ?? new Map<string, CommitEntry>();
    folders.set(folder, inside.set(path, entryOf(item)));
  }
  return folders;
}

/** The last of `files` where all of them stand in the order of git, so that nothing before it is left out; `null`: they do not. */
function lastInOrder(files: readonly Item[]): string | null {
  const isOrdered = files.every(({ path }, at) => at === 0 || isBefore(files[at - 1]?.path ?? '', path));
  return isOrdered ? (files.at(-1)?.path ?? null) : null;
}

/** By bytes, as git sorts. A folder (`a/`) is before `path` where everything in it is. */
function isBefore(one: string, path: string): boolean {
  return !path.startsWith(one) && Buffer.compare(Buffer.from(one), Buffer.from(path)) < 0;
}
