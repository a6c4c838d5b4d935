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

/**
 * Reads the event of a workflow run. `commit` is what the run is for (`GITHUB_SHA`). Throws `WorkflowError` where there is no commit, and where
 * the event is about other commits than what would be judged: its verdict would be taken for theirs.
 */
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
  if (NAMING.test(name)) throw new WorkflowError(`event ${name} does not name its commits as GitHub does`);
  if (!COMMIT.test(commit)) throw new WorkflowError(`event ${name} names no commit, and GITHUB_SHA is not one`);
  const about = aboutOthers(payload, commit);
  if (about !== null)
    throw new WorkflowError(
      `event ${name} is about ${about}, and its run judges ${commit.slice(0, 7)}: run this on pull_request, or on pull_request_target for forks`,
    );
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

/** Where an event is about other commits than `commit`, what it is about; `null`: that one, or none. */
function aboutOthers(payload: unknown, commit: string): string | null {
  if (OfRequest.safeParse(payload).success) return 'a pull request, without its commits';
  const other = OfCommit.safeParse(payload);
  return !other.success || other.data === commit ? null : other.data.slice(0, 7);
}

/** Events that name their commits themselves. */
const NAMING = /^(?:pull_request(?:_.*)?|merge_group|push)$/;

/** Events that run for the default branch, and are about something else. */
const OfRequest = z.object({ issue: z.object({ pull_request: z.object({}) }) });
const Head = z.object({ head_sha: z.string() }).transform(({ head_sha }) => head_sha);
const OfCommit = z.union([
  z.object({ workflow_run: Head }).transform(({ workflow_run }) => workflow_run),
  z.object({ check_suite: Head }).transform(({ check_suite }) => check_suite),
  z.object({ check_run: Head }).transform(({ check_run }) => check_run),
  z.object({ sha: z.string(), state: z.string(), context: z.string() }).transform(({ sha }) => sha),
]);

function tip(commit: string, ref: string | null): Tip {
  return { commit, label: ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? commit.slice(0, 7) };
}
