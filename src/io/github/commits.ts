import { z } from 'zod';
import { answerOf, statusOf } from './answer.ts';
import type { GitHub, Repository } from './octokit.ts';

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
    const told = Branch.parse(data);
    return { kind: 'branch', id: told.commit.sha, isProtected: told.protected };
  } catch (error) {
    return unanswered(error);
  }
}

/** The commit at which the line of `head` parted from that of `base`. */
export function forkOf(client: GitHub, repository: Repository, base: string, head: string): Promise<IdAnswer> {
  return asked(async () => {
    const basehead = `${base}...${head}`;
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    return Comparison.parse(data).merge_base_commit.sha;
  });
}

/** The commit that GitHub made last to try the merge of a pull request. */
export function mergeCommitOf(client: GitHub, repository: Repository, number: number): Promise<IdAnswer> {
  return asked(async () => {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    return Request.parse(data).merge_commit_sha;
  });
}

/** The commits that `commit` was made from; empty: not known. */
export async function parentsOf(client: GitHub, repository: Repository, commit: string): Promise<readonly string[]> {
  try {
    const { data } = await client.rest.git.getCommit({ ...repository, commit_sha: commit });
    return Commit.parse(data).parents.map(({ sha }) => sha);
  } catch {
    return [];
  }
}

const Sha = z.object({ sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) });
const Branch = z.object({ commit: Sha, protected: z.boolean() });
const Comparison = z.object({ merge_base_commit: Sha });
const Request = z.object({ merge_commit_sha: Sha.shape.sha.nullable() });
const Commit = z.object({ parents: z.array(Sha) });

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
  return { kind: 'failed', reason: error instanceof z.ZodError ? 'the answer of GitHub is broken' : answerOf(error) };
}
