import { entryKind, type CommitEntry } from '../entry-tree.ts';
import { isSkipped } from '../skipped.ts';
import type { GitHub, Repository } from './octokit.ts';
import { type ListedTree, TreeListing } from './shapes.ts';

/** What git trees hold, by path from their top, each asked for once, whatever revisions have it. */
export interface Listings {
  /** The files of a commit; `told`: what is known of its top. Throws what GitHub answers where it does not list it. */
  of(commit: string, told?: readonly ToldEntry[]): Promise<ListedFiles>;
  /** As far as `paths` need it: the folders that they are in. Costs nothing where those are known from other commits. */
  holding(commit: string, told: readonly ToldEntry[], paths: readonly string[]): Promise<ListedFiles>;
}

/** What lies in a folder, as far as it is known without listing it. */
export interface ToldEntry {
  readonly name: string;
  /** As git writes it, in octal digits. */
  readonly mode: string;
  readonly id: string;
  readonly size: number | null;
  /** What is in a folder; `null`: not told. */
  readonly entries: readonly ToldEntry[] | null;
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
  /** Where folders lie in listings that are whole, by id. */
  const seen = new Map<string, { readonly items: readonly Item[]; readonly path: string }>();
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

  function knownFolder(id: string): Promise<ListedFiles> | null {
    const found = known.get(id);
    const place = seen.get(id);
    if (found !== undefined || place === undefined) return found ?? null;
    const files = Promise.resolve({ entries: entriesOf(place.items, `${place.path}/`), left: 0 });
    known.set(id, files);
    return files;
  }

  /** A folder; `null`: there are no requests left for it. */
  function folder(id: string): Promise<ListedFiles> | null {
    const found = knownFolder(id);
    if (found !== null) return found;
    if (left < 2) return null;
    const files = listed(id, true);
    known.set(id, files);
    return files;
  }

  async function listed(id: string, deep: boolean, told: readonly ToldEntry[] | null = null): Promise<ListedFiles> {
    const whole = deep ? await itemsOf(id, true) : { truncated: true, tree: [] };
    if (!whole.truncated) {
      for (const { type, sha, path } of whole.tree) if (type === 'tree') seen.set(sha, { items: whole.tree, path });
      return { entries: entriesOf(whole.tree), left: 0 };
    }
    isLarge = true;
    const reached = whole.tree.filter(isFile);
    const last = lastInOrder(reached);
    const inFull = byFolder(reached);
    const entries = new Map<string, CommitEntry>();
    const open: { readonly path: string; readonly files: Promise<ListedFiles> | null }[] = [];
    for (const item of told?.map(itemOf) ?? (await itemsOf(id, false)).tree) {
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

  /** Files from what is told and known, in folders that `needs` asks for; `null`: one of them is not known. */
  async function madeOf(told: readonly ToldEntry[], needs: (folder: string) => boolean, top = '') {
    const entries = new Map<string, CommitEntry>();
    for (const entry of told) {
      const path = top + entry.name;
      if (entryKind(entry.mode) !== null) entries.set(path, entryOf(itemOf(entry)));
      if (entryKind(entry.mode) !== null || !needs(path)) continue;
      const inside = await insideOf(entry, needs, `${path}/`);
      if (inside === null) return null;
      for (const [name, file] of inside) entries.set(name, file);
    }
    return entries;
  }

  async function insideOf(
    { id, entries }: ToldEntry,
    needs: (folder: string) => boolean,
    top: string,
  ): Promise<ReadonlyMap<string, CommitEntry> | null> {
    const files = await knownFolder(id);
    if (files?.left === 0) return new Map([...files.entries].map(([path, entry]) => [top + path, entry]));
    return entries === null ? null : madeOf(entries, needs, top);
  }

  async function of(commit: string, told: readonly ToldEntry[] | null = null): Promise<ListedFiles> {
    const entries = told === null ? null : await madeOf(told, () => true);
    if (entries !== null) return { entries, left: 0 };
    return left < 2 ? NOT_LISTED : listed(commit, !isLarge, told);
  }

  return {
    of,
    async holding(commit, told, paths) {
      const entries = await madeOf(told, (folder) => paths.some((path) => path.startsWith(`${folder}/`)));
      return entries === null ? of(commit, told) : { entries, left: 0 };
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

function itemOf({ name, mode, id, size }: ToldEntry): Item {
  return { path: name, mode, type: entryKind(mode) === null ? 'tree' : 'blob', sha: id, size };
}

/** The files below `top`, by path from there. */
function entriesOf(items: readonly Item[], top = ''): ReadonlyMap<string, CommitEntry> {
  return new Map(
    items
      .filter((item) => isFile(item) && item.path.startsWith(top))
      .map((item) => [item.path.slice(top.length), entryOf(item)]),
  );
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
