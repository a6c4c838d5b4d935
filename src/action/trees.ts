import { gitHubBlobs } from '../io/github/blobs.ts';
import { gitHubTree, type TreeAnswer } from '../io/github/tree.ts';
import { gitTree } from '../io/git/tree.ts';
import { repositoryRoot } from '../io/repository-root.ts';
import { answerOf } from '../io/github/answer.ts';
import type { GitHub, Repository } from '../io/github/octokit.ts';
import { type CommitAnswer, hasCommit, isPartial, repositoryOf } from '../io/git/revision.ts';

/** Where the revisions of one repository come from. */
export interface Trees {
  /** The files of a commit: from the runner's clone where that has the commit, else through the API. Each commit is listed once. */
  at(commit: string): Promise<TreeAnswer>;
  /** The commit where `head` branched off from `base`. */
  mergeBase(base: string, head: string): Promise<CommitAnswer>;
  /** Refuses every file that is not there yet. */
  close(): void;
}

/** `workspace`: the runner's folder for a checkout, which may be empty. Nothing in it but git's objects is read. */
export function treesOf(client: GitHub, repository: Repository, workspace: string | null): Trees {
  const clone = workspace === null ? null : wholeClone(workspace);
  const blobs = gitHubBlobs(client, repository);
  const known = new Map<string, Promise<TreeAnswer>>();

  async function listed(commit: string): Promise<TreeAnswer> {
    if (clone === null || !hasCommit(clone, commit)) return gitHubTree({ client, repository, commit, blobs });
    const tree = gitTree(clone, commit, repositoryRoot(repository.repo));
    return { kind: 'tree', tree: { ...tree, pending: () => [], fetch: () => Promise.resolve() } };
  }

  return {
    at(commit) {
      const answer = known.get(commit) ?? listed(commit);
      known.set(commit, answer);
      return answer;
    },
    async mergeBase(base, head) {
      try {
        const basehead = `${base}...${head}`;
        const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
        return { kind: 'commit', id: data.merge_base_commit.sha };
      } catch (error) {
        return { kind: 'failed', reason: answerOf(error) };
      }
    },
    close: () => blobs.close('it takes too many rounds to find everything that the files name'),
  };
}

/** A partial clone lacks contents and would have to fetch each by itself. */
function wholeClone(workspace: string): string | null {
  const found = repositoryOf(workspace);
  return found.kind === 'failed' || isPartial(found.top) ? null : found.top;
}
