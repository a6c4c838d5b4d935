import { type CommitTree, entryTree } from '../entry-tree.ts';
import type { Blobs } from './blobs.ts';
import { repositoryRoot } from '../repository-root.ts';
import { answerOf, isDenied, statusOf } from './answer.ts';
import type { ListedFiles } from './listings.ts';
import type { Repository } from './octokit.ts';

/** A tree whose files come later: read, `fetch()`, read again until nothing is pending. */
export interface FetchingTree extends CommitTree {
  pending(): readonly string[];
  fetch(): Promise<void>;
}

/** The files of a commit, or why GitHub does not list them. */
export type TreeAnswer =
  | { readonly kind: 'tree'; readonly tree: FetchingTree }
  | { readonly kind: 'failed'; readonly reason: string; /** GitHub says that it has none. */ readonly isGone: boolean };

export interface GitHubTreeOptions {
  readonly repository: Repository;
  readonly files: () => Promise<ListedFiles>;
  readonly blobs: Blobs;
}

/** The files of a commit, without their content. */
export async function gitHubTree({ repository, files, blobs }: GitHubTreeOptions): Promise<TreeAnswer> {
  try {
    const { entries, left } = await files();
    const notListed =
      left === 0 ? [] : [`the repository is too large to list: ${left} folders were not searched for projects`];
    const tree = entryTree({
      root: repositoryRoot(repository.repo),
      entries,
      notListed,
      blob: (entry) => blobs.read(entry),
    });
    return { kind: 'tree', tree: { ...tree, pending: () => blobs.pending(), fetch: () => blobs.fetch() } };
  } catch (error) {
    const reason = answerOf(error);
    const isGone = statusOf(error) === 404;
    return {
      kind: 'failed',
      isGone,
      reason: isDenied(error) ? `${reason}; the job needs the permission contents: read` : reason,
    };
  }
}
