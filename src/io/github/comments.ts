import { answerOf, isDenied, statusOf } from './answer.ts';
import { firstLine, fitting, sameText } from './body.ts';
import { type ProposedNow, proposalOf } from './commits.ts';
import type { GitHub, Repository } from './octokit.ts';
import { once } from './once.ts';
import { ownAmong, ownLogin } from './own-login.ts';

export interface CommentOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  /** Number of the pull request. */
  readonly number: number;
  /** The commit that the text is about: where the pull request has another by now, that one's run has the word. */
  readonly head: string;
  /** First line of the body: it finds the comment again. */
  readonly marker: string;
  /** First line of a comment that is taken over where there is none with `marker`; `null`: of none. */
  readonly heirOf: string | null;
  /** A text in what this run wrote, which is not taken over: another step of it keeps that; `null`: there is none. */
  readonly ownRun: string | null;
  readonly body: string;
  /** Sent in its place where GitHub finds the body too large; starts with the marker as well. */
  readonly shortBody: string;
  /** Whether to write one where there is none; one that exists is always brought up to date. */
  readonly create: boolean;
}

/** How publishing ended. `denied`: the token may not write, as for a pull request from a fork. */
export type CommentResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly kind: 'absent' }
  /** Commits came since: nothing is written. */
  | { readonly kind: 'outdated'; readonly head: string }
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/** Keeps one comment on a pull request: created once, then updated in place, and only when its text changes. */
export async function publishComment(options: CommentOptions): Promise<CommentResult> {
  try {
    // Where nobody has commented there is nothing to list.
    const before = options.create ? await proposalNow(options) : null;
    const { kept, doubles } = before?.comments === 0 ? NONE : await ownComments(options);
    if (kept === undefined && !options.create) return { kind: 'absent' };
    const isSame = kept !== undefined && sameText(kept.body, options.body);
    if (isSame && doubles.length === 0) return { kind: 'unchanged', url: kept.url };
    const { head: now } = before ?? (await proposalNow(options));
    if (now !== null && now !== options.head) return { kind: 'outdated', head: now };
    for (const double of doubles) await remove(options, double);
    return await written(options, kept, isSame);
  } catch (error) {
    return unpublished(error);
  }
}

function proposalNow({ client, repository, number }: CommentOptions): Promise<ProposedNow> {
  return proposalOf(client, repository, number);
}

async function written(options: CommentOptions, kept: OwnComment | undefined, isSame: boolean): Promise<CommentResult> {
  if (kept === undefined) return create(options);
  return isSame ? { kind: 'unchanged', url: kept.url } : update(options, kept);
}

interface OwnComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

interface OwnComments {
  /** The oldest. */
  readonly kept: OwnComment | undefined;
  readonly doubles: readonly OwnComment[];
}

const NONE: OwnComments = { kept: undefined, doubles: [] };

/** Anyone can paste our marker, so the author counts too. Who we are is asked only where a marker is seen and `login` does not say it. */
async function ownComments(options: CommentOptions, login: string | null = null): Promise<OwnComments> {
  const { client, repository, number, marker, heirOf, ownRun } = options;
  const comments = await client.paginate(client.rest.issues.listComments, {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  const startingWith = (line: string) => comments.filter(({ body }) => firstLine(body ?? '') === line);
  const own = startingWith(marker);
  const marked =
    own.length > 0 || heirOf === null
      ? own
      : startingWith(heirOf).filter(({ body }) => ownRun === null || body?.includes(ownRun) !== true);
  if (marked.length === 0) return NONE;
  const ours = ownAmong(marked, login ?? (await ownLogin(client)));
  const [kept, ...doubles] = ours
    .map(({ id, html_url, body }) => ({ id, url: html_url, body: body ?? '' }))
    .sort((a, b) => a.id - b.id);
  return { kept, doubles };
}

function create(options: CommentOptions): Promise<CommentResult> {
  return once(
    () => post(options),
    async () => {
      const { kept } = await ownComments(options);
      return kept === undefined ? null : { kind: 'created', url: kept.url };
    },
  );
}

async function post(options: CommentOptions): Promise<CommentResult> {
  const { client, repository, number } = options;
  const { data } = await fitting(options, (body) =>
    client.rest.issues.createComment({ ...repository, issue_number: number, body, request: { retries: 0 } }),
  );
  return onlyOne(options, { id: data.id, url: data.html_url, body: options.body }, data.user?.login ?? null);
}

/** Two first runs may both have found no comment: the oldest stays, and says what the run says that finds it so. */
async function onlyOne(options: CommentOptions, own: OwnComment, login: string | null): Promise<CommentResult> {
  const created = { kind: 'created', url: own.url } as const;
  try {
    const { kept, doubles } = await ownComments(options, login);
    for (const double of doubles) await remove(options, double);
    return kept === undefined || kept.id === own.id ? created : await update({ ...options, create: false }, kept);
  } catch {
    // It is written, and the next run finds both.
    return created;
  }
}

async function update(options: CommentOptions, { id, url }: OwnComment): Promise<CommentResult> {
  try {
    await fitting(options, (body) =>
      options.client.rest.issues.updateComment({ ...options.repository, comment_id: id, body }),
    );
    return { kind: 'updated', url };
  } catch (error) {
    // Deleted since it was listed.
    if (statusOf(error) === 404 && options.create) return create(options);
    throw error;
  }
}

async function remove({ client, repository }: CommentOptions, { id }: OwnComment): Promise<void> {
  try {
    await client.rest.issues.deleteComment({ ...repository, comment_id: id });
  } catch (error) {
    // Another run was quicker.
    if (statusOf(error) !== 404) throw error;
  }
}

function unpublished(error: unknown): CommentResult {
  return { kind: isDenied(error) ? 'denied' : 'failed', reason: answerOf(error) };
}
