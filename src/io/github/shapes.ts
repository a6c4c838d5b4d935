import { z } from 'zod';

/** A commit id. */
const Sha = z.object({ sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) });

export const BranchAnswered = z.object({ commit: Sha, protected: z.boolean() });
export const Compared = z.object({ merge_base_commit: Sha, base_commit: Sha.optional().catch(undefined) });
export const PullRequest = z.object({
  merge_commit_sha: Sha.shape.sha.nullish().transform((sha) => sha ?? null),
  head: Sha.optional().catch(undefined),
  comments: z.int().nonnegative().optional().catch(undefined),
});
export const CommitAnswered = z.object({ parents: z.array(Sha) });
export const TreeListing = z.object({
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
export type ListedTree = z.output<typeof TreeListing>;
export const Content = z.object({
  content: z.string(),
  encoding: z.enum(['base64', 'utf-8']),
  size: z.number().optional(),
});

const Written = z.object({ id: z.number(), html_url: z.string() });
const Listed = z.array(
  Written.extend({
    body: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string() }).nullable(),
  }),
);
const ReviewComment = z.object({ id: z.number(), path: z.string(), body: z.string() });
const ReviewWritten = z.object({ id: z.number() });
const Issue = Written.extend({ number: z.int() });
const CheckRun = z.object({ id: z.number(), html_url: z.string().nullable() });
const CheckRuns = z.object({
  check_runs: z.array(
    CheckRun.extend({
      external_id: z.string().nullable(),
      conclusion: z.string().nullable(),
      output: z.object({
        title: z.string().nullable(),
        summary: z.string().nullable(),
        annotations_count: z.number(),
      }),
    }),
  ),
});
const Annotations = z.array(z.object({ path: z.string(), start_line: z.number(), message: z.string().nullable() }));
const Anything = z.record(z.string(), z.unknown());

/** What an answer must be for each request that is made; the first pattern that fits the path counts. */
const SHAPES: readonly (readonly [method: string, path: RegExp, shape: z.ZodType])[] = [
  ['GET', /\/git\/trees\/[^/]+$/, TreeListing],
  ['GET', /\/git\/blobs\/[^/]+$/, Content.refine(isWhole)],
  ['GET', /\/git\/commits\/[^/]+$/, CommitAnswered],
  ['GET', /\/compare\/[^/]+$/, Compared],
  ['GET', /\/branches\/.+$/, BranchAnswered],
  ['GET', /\/pulls\/[^/]+$/, PullRequest],
  ['GET', /\/issues\/[^/]+\/comments$/, Listed],
  ['POST', /\/issues\/[^/]+\/comments$/, Written],
  ['PATCH', /\/issues\/comments\/[^/]+$/, Written],
  ['GET', /\/pulls\/[^/]+\/files$/, z.array(z.object({ filename: z.string() }))],
  ['GET', /\/pulls\/[^/]+\/comments$/, z.array(ReviewComment)],
  ['GET', /\/pulls\/[^/]+\/reviews$/, z.array(ReviewWritten.extend({ body: z.string() }))],
  ['POST', /\/pulls\/[^/]+\/(?:reviews|comments)$/, ReviewWritten],
  ['PATCH', /\/pulls\/comments\/[^/]+$/, ReviewWritten],
  ['GET', /\/commits\/[^/]+\/check-runs$/, CheckRuns],
  ['GET', /\/check-runs\/[^/]+\/annotations$/, Annotations],
  ['POST', /\/check-runs$/, CheckRun],
  ['PATCH', /\/check-runs\/[^/]+$/, CheckRun],
  ['GET', /\/issues$/, z.array(Issue.extend({ state: z.string(), body: z.string().nullish() }))],
  ['POST', /\/issues$/, Issue],
  ['PATCH', /\/issues\/[^/]+$/, Issue],
  ['POST', /\/graphql$/, Anything],
];

/** Whether `data` is an answer to a request. A gateway may answer 200 with a page of its own, or break off: octokit then hands over text. */
export function isAnswerTo(method: string, url: string, data: unknown): boolean {
  const path = url.split('?', 1)[0] ?? '';
  const shape = SHAPES.find(([wanted, pattern]) => wanted === method && pattern.test(path))?.[2] ?? Anything;
  return shape.safeParse(data).success;
}

/** The bytes of a blob; `null`: not all of them are there. */
export function bytesOf({ content, encoding, size }: z.output<typeof Content>): Buffer | null {
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  return size === undefined || size === bytes.length ? bytes : null;
}

function isWhole(content: z.output<typeof Content>): boolean {
  return bytesOf(content) !== null;
}
