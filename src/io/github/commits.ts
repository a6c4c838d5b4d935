import { answerOf, isDenied, statusOf } from './answer.ts';
import type { GitHub, Repository } from './octokit.ts';
import { BranchAnswered, CommitAnswered, Compared, PullRequest } from './shapes.ts';

/** A commit id, or why there is none. `absent`: GitHub says that there is no such thing. */
export type IdAnswer =
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A branch as it is now, or why it is not known. `absent`: GitHub says that there is none. */
export type BranchAnswer =
  | {
      readonly kind: 'branch';
      /** The branch's newest commit. */
      readonly id: string;
      /** Rules of the repository protect it, so that what is in it was let in. */
      readonly isProtected: boolean;
    }
  | Exclude<IdAnswer, { readonly kind: 'commit' }>;

export async function branchOf(client: GitHub, repository: Repository, branch: string): Promise<BranchAnswer> {
  try {
    const { data } = await client.rest.repos.getBranch({ ...repository, branch });
    const told = BranchAnswered.parse(data);
    return { kind: 'branch', id: told.commit.sha, isProtected: told.protected };
  } catch (error) {
    return unanswered(error);
  }
}

/** The newest commit of a branch, and where the line of `head` parted from it; `null`: not told together. */
export async function tipAndFork(client: GitHub, repository: Repository, branch: string, head: string) {
  try {
    // A tag may have the name of a branch, and must not be taken for it.
    const basehead = `refs/heads/${branch}...${head}`;
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    const { base_commit, merge_base_commit } = Compared.parse(data);
    return base_commit === undefined ? null : { tip: base_commit.sha, fork: merge_base_commit.sha };
  } catch {
    return null;
  }
}

/** The commit at which the line of `head` parted from that of `base`. */
export function forkOf(client: GitHub, repository: Repository, base: string, head: string): Promise<IdAnswer> {
  return asked(async () => {
    const basehead = `${base}...${head}`;
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    return Compared.parse(data).merge_base_commit.sha;
  });
}

/** The commit that GitHub made last to try the merge of a pull request. */
export function mergeCommitOf(client: GitHub, repository: Repository, number: number): Promise<IdAnswer> {
  return asked(async () => {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    return PullRequest.parse(data).merge_commit_sha;
  });
}

/** A pull request as it is now, each `null` where the token may not see it or GitHub does not tell. */
export interface ProposedNow {
  /** The commit that it proposes. */
  readonly head: string | null;
  /** How many comments there are on it. */
  readonly comments: number | null;
}

export async function proposalOf(client: GitHub, repository: Repository, number: number): Promise<ProposedNow> {
  try {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    const { head, comments } = PullRequest.parse(data);
    return { head: head?.sha ?? null, comments: comments ?? null };
  } catch (error) {
    if (isDenied(error)) return { head: null, comments: null };
    throw error;
  }
}

/** The commits that `commit` was made from; empty: not known. */
export async function parentsOf(client: GitHub, repository: Repository, commit: string): Promise<readonly string[]> {
  try {
    const { data } = await client.rest.git.getCommit({ ...repository, commit_sha: commit });
    return CommitAnswered.parse(data).parents.map(({ sha }) => sha);
  } catch {
    return [];
  }
}

async function asked(id: () => Promise<string | null>): Promise<IdAnswer> {
  try {
    const answer = await id();
    return answer === null ? { kind: 'absent' } : { kind: 'commit', id: answer };
  } catch (error) {
    return unanswered(error);
  }
}

function unanswered(error: unknown): Exclude<IdAnswer, { readonly kind: 'commit' }> {
  if (statusOf(error) === 404) return { kind: 'absent' };
  return { kind: 'failed', reason: answerOf(error) };
}
