import { z } from 'zod';
import type { FileTree } from '../../compose/file-tree.ts';
import { entryKind, entryTree, type CommitEntry } from '../entry-tree.ts';
import type { Blobs } from './blobs.ts';
import { repositoryRoot } from '../repository-root.ts';
import { isSkipped } from '../skipped.ts';
import { answerOf } from './answer.ts';
import type { GitHub, Repository } from './octokit.ts';

/** A tree whose files come later: read, `fetch()`, read again until nothing is pending. */
export interface FetchingTree extends FileTree {
  pending(): readonly string[];
  fetch(): Promise<void>;
}

/** The files of a commit, or why GitHub does not list them. */
export type TreeAnswer =
  { readonly kind: 'tree'; readonly tree: FetchingTree } | { readonly kind: 'failed'; readonly reason: string };

export interface GitHubTreeOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  readonly commit: string;
  readonly blobs: Blobs;
  /** Requests that may be spent on a tree too large for one answer. */
  readonly requests?: number;
}

const MOST_REQUESTS = 150;

/** Lists a commit with one request (GitHub cuts the answer at 100,000 entries; then folder by folder) and no content. */
export async function gitHubTree(options: GitHubTreeOptions): Promise<TreeAnswer> {
  const { repository, commit, blobs } = options;
  try {
    const { entries, notListed } = await listed(options, commit);
    const tree = entryTree({
      root: repositoryRoot(repository.repo),
      entries,
      notListed,
      blob: (entry) => blobs.read(entry),
    });
    return { kind: 'tree', tree: { ...tree, pending: () => blobs.pending(), fetch: () => blobs.fetch() } };
  } catch (error) {
    return { kind: 'failed', reason: answerOf(error) };
  }
}

interface Folder {
  /** The folder's path with a slash behind it; empty for the top. */
  readonly path: string;
  readonly id: string;
}

async function listed(options: GitHubTreeOptions, commit: string) {
  const entries = new Map<string, CommitEntry>();
  const open: Folder[] = [{ path: '', id: commit }];
  let left = options.requests ?? MOST_REQUESTS;
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    if (left < 2) {
      return {
        entries,
        notListed: [`the repository is too large to list: ${open.length + 1} folders were not searched for projects`],
      };
    }
    const whole = await itemsOf(options, folder, true);
    left -= 1;
    const items = whole.truncated ? (await itemsOf(options, folder, false)).items : whole.items;
    if (whole.truncated) left -= 1;
    for (const item of items) {
      const path = folder.path + item.path;
      const kind = entryKind(item.mode);
      if (kind !== null) entries.set(path, { kind, id: item.sha, size: item.size });
      else if (whole.truncated && item.type === 'tree' && !isSkipped(item.path))
        open.push({ path: `${path}/`, id: item.sha });
    }
  }
  return { entries, notListed: [] };
}

async function itemsOf({ client, repository }: GitHubTreeOptions, folder: Folder, deep: boolean) {
  const { data } = await client.rest.git.getTree({
    ...repository,
    tree_sha: folder.id,
    ...(deep ? { recursive: '1' } : {}),
  });
  const listing = Listing.safeParse(data);
  if (!listing.success) throw new Error('the answer of GitHub is broken');
  return { truncated: listing.data.truncated, items: listing.data.tree };
}

/** A gateway may answer 200 with a page of its own, or break off. */
const Listing = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
      size: z
        .number()
        .nullish()
        .transform((size) => size ?? null),
    }),
  ),
});
