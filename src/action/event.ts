import { z } from 'zod';
import { WorkflowError } from './inputs.ts';

/** What set the workflow off, as the two revisions to look at. */
export interface ProposedChange {
  /** Number of the pull request that gets the comment. */
  readonly pullRequest: number | null;
  /** `null`: there is nothing to look at, a branch was deleted. */
  readonly head: Tip | null;
  /** The revision whose policy counts; `null`: nothing to compare with. */
  readonly base: Tip | null;
  /** What the head is compared with: the base itself, or the commit where the head branched off from it. */
  readonly from: 'base' | 'merge-base';
}

export interface Tip {
  /** Branch, or the short id of the commit. */
  readonly label: string;
  readonly commit: string;
}

/** Reads the event of a workflow run. `commit` is what the run is for (`GITHUB_SHA`). Throws `WorkflowError` where there is no commit. */
export function changeOf(name: string, payload: unknown, commit: string): ProposedChange {
  const request = PullRequest.safeParse(payload);
  if (request.success) {
    const { number, base, head } = request.data.pull_request;
    return { pullRequest: number, base: tip(base.sha, base.ref), head: tip(head.sha, head.ref), from: 'merge-base' };
  }
  const group = MergeGroup.safeParse(payload);
  if (name === 'merge_group' && group.success) {
    const { base_sha, head_sha, base_ref } = group.data.merge_group;
    return { pullRequest: null, base: tip(base_sha, base_ref), head: tip(head_sha, null), from: 'base' };
  }
  const push = Push.safeParse(payload);
  if (name === 'push' && push.success) {
    const { before, after, ref } = push.data;
    const base = NONE.test(before) ? null : tip(before, null);
    return { pullRequest: null, base, head: NONE.test(after) ? null : tip(after, ref), from: 'base' };
  }
  if (!COMMIT.test(commit)) throw new WorkflowError(`event ${name} names no commit, and GITHUB_SHA is not one`);
  return { pullRequest: null, base: null, head: tip(commit, null), from: 'base' };
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** What a push names where a branch begins or ends. */
const NONE = /^0+$/;

const Commit = z.string().regex(COMMIT);
const PullRequest = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    base: z.object({ sha: Commit, ref: z.string() }),
    head: z.object({ sha: Commit, ref: z.string() }),
  }),
});
const MergeGroup = z.object({
  merge_group: z.object({ base_sha: Commit, head_sha: Commit, base_ref: z.string() }),
});
const Push = z.object({ before: Commit, after: Commit, ref: z.string() });

function tip(commit: string, ref: string | null): Tip {
  return { commit, label: ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? commit.slice(0, 7) };
}
