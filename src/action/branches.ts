import { z } from 'zod';

/** The branches that an event is about. */
export interface Branches {
  /** A pull request is judged at the tip of its base; a queue stacks changes on it that are not merged yet; a push has no base but what was there. */
  readonly kind: 'request' | 'queue' | 'push';
  /** The branch that the change goes to, or was pushed to; `null`: none that was there before. */
  readonly base: string | null;
  /** The default branch; `null`: not told, or of no concern. */
  readonly main: string | null;
  /** The branch that pull requests which stand on each other go to as a whole; `null`: it is none of a stack. */
  readonly stack: string | null;
  /** Commits that may be the merge of the pull request, newest first. */
  readonly merges: readonly string[];
}

/**
 * `commit`: what the run is for (`GITHUB_SHA`), on `pull_request` the merge that GitHub tried; `ref`: the branch or tag of the run (`GITHUB_REF`).
 * `null`: the event tells of no branch.
 */
export function branchesOf(payload: unknown, commit: string, ref: string): Branches | null {
  const event = Event.safeParse(payload);
  if (!event.success) return null;
  if ('before' in event.data) {
    const { repository, before } = event.data;
    const [, branch = null] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
    const base = NOTHING.test(before) ? null : branch;
    return { kind: 'push', base, main: repository.default_branch, stack: null, merges: [] };
  }
  if ('merge_group' in event.data) {
    const base = event.data.merge_group.base_ref.replace(/^refs\/heads\//, '');
    return { kind: 'queue', base, main: null, stack: null, merges: [] };
  }
  const { repository, pull_request: request } = event.data;
  const { base, head, merge_commit_sha, stack } = request;
  const merges = [commit, merge_commit_sha ?? ''].filter((id) => COMMIT.test(id) && id !== head.sha && id !== base.sha);
  return {
    kind: 'request',
    base: base.ref,
    main: repository?.default_branch ?? null,
    stack: stack?.base ?? null,
    merges: [...new Set(merges)],
  };
}

/** What a push names where a branch begins. */
const NOTHING = /^0+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A branch by its name, or as the two ends of a pull request are told. */
const Branch = z.union([z.string(), z.object({ ref: z.string() }).transform(({ ref }) => ref)]);
const Repository = z.object({ default_branch: z.string() }).nullish().catch(null);
const Event = z.union([
  z.object({
    repository: Repository,
    pull_request: z.object({
      base: z.object({ ref: z.string(), sha: z.string() }),
      head: z.object({ sha: z.string() }),
      merge_commit_sha: z.string().nullish().catch(null),
      stack: z
        .object({ base: Branch.nullish().catch(null) })
        .nullish()
        .catch(null),
    }),
  }),
  z.object({ merge_group: z.object({ base_ref: z.string() }) }),
  z.object({ repository: z.object({ default_branch: z.string() }), before: z.string().default('') }),
]);
