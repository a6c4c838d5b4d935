import { answerOf, isDenied, statusOf } from './answer.ts';
import { firstLine, sameText } from './body.ts';
import { proposalOf } from './commits.ts';
import { isShown, shownLines, type ShownLines } from './diff-lines.ts';
import type { GitHub, Repository } from './octokit.ts';
import { once } from './once.ts';
import { ownAmong, ownLogin } from './own-login.ts';

/** A review comment that proposes other lines. */
export interface Suggestion {
  /** The same for what takes the place of an earlier one. */
  readonly key: string;
  readonly file: string;
  /** First and last line, from 1. */
  readonly start: number;
  readonly end: number;
  /** As they are in the head. */
  readonly old: readonly string[];
  readonly body: string;
}

export interface SuggestionOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  /** Number of the pull request. */
  readonly number: number;
  /** The commit that the lines are of: where the pull request has another by now, that one's run has the word. */
  readonly head: string;
  /** First line of all that is written: it finds it again. */
  readonly marker: string;
  /** Those of one group are made together or not at all. The worst first. */
  readonly groups: readonly (readonly Suggestion[])[];
}

export type SuggestionResult =
  /** `outside`: groups of which a line is not in the diff. `refused`: what GitHub did not take. */
  | { readonly kind: 'kept'; readonly written: number; readonly outside: number; readonly refused: readonly string[] }
  | { readonly kind: 'outdated'; readonly head: string }
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/** So many comments are worth reading, and GitHub limits what is written in a minute. */
const MOST_COMMENTS = 20;

/**
 * Keeps the suggestions of one review on a pull request: written once, each changed in place or deleted when it is no longer what is proposed.
 * Only lines that the diff shows can have one, for GitHub refuses a review as a whole for a single line that is not.
 */
export async function publishSuggestions(options: SuggestionOptions): Promise<SuggestionResult> {
  try {
    const there = await ownComments(options);
    const shown = options.groups.length === 0 ? new Map<string, readonly ShownLines[]>() : await diffOf(options);
    const isInside = ({ file, start, old }: Suggestion): boolean => isShown(shown.get(file) ?? [], start, old);
    const inside = options.groups.filter((group) => group.every(isInside));
    const wanted = inside.filter((_, at) => inside.slice(0, at + 1).flat().length <= MOST_COMMENTS).flat();
    const outside = options.groups.length - inside.length;
    const steps = stepsFor(wanted, there, options);
    if (steps.length === 0) return { kind: 'kept', written: 0, outside, refused: [] };
    const { head: now } = await proposalOf(options.client, options.repository, options.number);
    if (now !== null && now !== options.head) return { kind: 'outdated', head: now };
    if (there.length === 0 && (await isFirst(options)) && (await reviewed(options, wanted)))
      return { kind: 'kept', written: wanted.length, outside, refused: [] };
    const refused: string[] = [];
    for (const step of steps) refused.push(...(await taken(step)));
    return { kind: 'kept', written: steps.length - refused.length, outside, refused };
  } catch (error) {
    return { kind: isDenied(error) ? 'denied' : 'failed', reason: answerOf(error) };
  }
}

interface OwnSuggestion {
  readonly id: number;
  readonly file: string;
  /** `null`: the diff does not show its lines any more. */
  readonly start: number | null;
  readonly end: number | null;
  readonly body: string;
  /** Somebody answered: it stays. */
  readonly isAnswered: boolean;
}

/** Anyone can paste our marker, so the author counts too. */
async function ownComments({
  client,
  repository,
  number,
  marker,
}: SuggestionOptions): Promise<readonly OwnSuggestion[]> {
  const all = await client.paginate(client.rest.pulls.listReviewComments, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  const marked = all.filter(({ body }) => firstLine(body) === marker);
  if (marked.length === 0) return [];
  const answered = new Set(all.map(({ in_reply_to_id: id }) => id));
  return ownAmong(marked, await ownLogin(client)).map(({ id, path, line, start_line: start, body }) => ({
    id,
    file: path,
    start: start ?? line ?? null,
    end: line ?? null,
    body,
    isAnswered: answered.has(id),
  }));
}

async function diffOf({ client, repository, number }: SuggestionOptions): Promise<Map<string, readonly ShownLines[]>> {
  const files = await client.paginate(client.rest.pulls.listFiles, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  return new Map(files.map(({ filename, patch }) => [filename, shownLines(patch ?? '')]));
}

type SuggestionStep = () => Promise<unknown>;

/** What is to be written: comments that are gone, changed and new. */
function stepsFor(
  wanted: readonly Suggestion[],
  there: readonly OwnSuggestion[],
  options: SuggestionOptions,
): readonly SuggestionStep[] {
  const { client, repository } = options;
  const left = new Set(there);
  const placed = wanted.map((suggestion) => {
    const known = [...left].find((one) => isAt(one, suggestion) && keyIn(one.body) === suggestion.key);
    if (known !== undefined) left.delete(known);
    return { suggestion, known };
  });
  const steps = placed.flatMap(({ suggestion, known }): readonly SuggestionStep[] => {
    const body = bodyOf(suggestion, options);
    if (known === undefined) return [() => comment(suggestion, options)];
    if (sameText(known.body, body)) return [];
    return [() => client.rest.pulls.updateReviewComment({ ...repository, comment_id: known.id, body })];
  });
  const stale = [...left].filter(({ isAnswered }) => !isAnswered);
  return [
    ...stale.map(
      ({ id }) =>
        () =>
          removed(id, options),
    ),
    ...steps,
  ];
}

function isAt({ file, start, end }: OwnSuggestion, suggestion: Suggestion): boolean {
  return file === suggestion.file && start === suggestion.start && end === suggestion.end;
}

function comment(suggestion: Suggestion, options: SuggestionOptions): Promise<unknown> {
  const { client, repository, number, head } = options;
  return client.rest.pulls.createReviewComment({
    ...repository,
    pull_number: number,
    commit_id: head,
    ...placeOf(suggestion),
    body: bodyOf(suggestion, options),
    request: { retries: 0 },
  });
}

function placeOf({ file, start, end }: Suggestion) {
  const side = 'RIGHT' as const;
  return { path: file, line: end, side, ...(start === end ? {} : { start_line: start, start_side: side }) };
}

async function removed(id: number, { client, repository }: SuggestionOptions): Promise<void> {
  try {
    await client.rest.pulls.deleteReviewComment({ ...repository, comment_id: id });
  } catch (error) {
    // Another run was quicker.
    if (statusOf(error) !== 404) throw error;
  }
}

/** What GitHub does not take of one comment is no reason to leave out the others. */
async function taken(step: SuggestionStep): Promise<readonly string[]> {
  try {
    await step();
    return [];
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return [answerOf(error)];
  }
}

/** Whether there is no review of ours, whose comments somebody deleted. */
async function isFirst({ client, repository, number, marker }: SuggestionOptions): Promise<boolean> {
  const all = await client.paginate(client.rest.pulls.listReviews, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  const marked = all.filter(({ body }) => firstLine(body) === marker);
  return marked.length === 0 || ownAmong(marked, await ownLogin(client)).length === 0;
}

/** Whether GitHub took all in one review; where it did not, it has none of them. */
async function reviewed(options: SuggestionOptions, wanted: readonly Suggestion[]): Promise<boolean> {
  const { client, repository, number, head, marker } = options;
  const post = async () => {
    await client.rest.pulls.createReview({
      ...repository,
      pull_number: number,
      commit_id: head,
      event: 'COMMENT',
      body: `${marker}\n${INTRODUCTION}`,
      comments: wanted.map((suggestion) => ({ ...placeOf(suggestion), body: bodyOf(suggestion, options) })),
      request: { retries: 0 },
    });
    return true;
  };
  try {
    return await once(post, async () => ((await isFirst(options)) ? null : true));
  } catch (error) {
    if (statusOf(error) === 422) return false;
    throw error;
  }
}

const INTRODUCTION =
  'Changes that mend what this pull request opens. Each was applied, loaded and judged before it was proposed.';

function bodyOf({ key, body }: Suggestion, { marker }: SuggestionOptions): string {
  return `${marker}\n<!-- ${key} -->\n${body}`;
}

function keyIn(body: string): string | null {
  return /^<!-- (\S+) -->\r?$/mu.exec(body.slice(body.indexOf('\n') + 1))?.[1] ?? null;
}
