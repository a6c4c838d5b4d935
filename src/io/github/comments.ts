import { answerOf, statusOf } from './answer.ts';
import type { GitHub, Repository } from './octokit.ts';
import { isOurs, ownLogin } from './own-login.ts';

export interface CommentOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  /** Number of the pull request. */
  readonly number: number;
  /** First line of the body: it finds the comment again. */
  readonly marker: string;
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
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/** Keeps one comment on a pull request: created once, then updated in place, and only when its text changes. */
export async function publishComment(options: CommentOptions): Promise<CommentResult> {
  try {
    const { kept, doubles } = await ownComments(options);
    for (const double of doubles) await remove(options, double);
    if (kept === undefined) return options.create ? await create(options) : { kind: 'absent' };
    return sameText(kept.body, options.body) ? { kind: 'unchanged', url: kept.url } : await update(options, kept);
  } catch (error) {
    return unpublished(error);
  }
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

/** Anyone can paste our marker, so the author counts too. Who we are is asked only where a marker is seen. */
async function ownComments({ client, repository, number, marker }: CommentOptions): Promise<OwnComments> {
  const comments = await client.paginate(client.rest.issues.listComments, {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  const marked = comments.filter(({ body }) => firstLine(body ?? '') === marker);
  if (marked.length === 0) return { kept: undefined, doubles: [] };
  const login = await ownLogin(client);
  const [kept, ...doubles] = marked
    .filter(({ user }) => isOurs(user, login))
    .map(({ id, html_url, body }) => ({ id, url: html_url, body: body ?? '' }))
    .sort((a, b) => a.id - b.id);
  return { kept, doubles };
}

/**
 * A POST that GitHub answers with an error may have been carried out, and sending it again would double the comment:
 * it is not retried, but looked for first.
 */
async function create(options: CommentOptions): Promise<CommentResult> {
  try {
    return await post(options);
  } catch (error) {
    if ((statusOf(error) ?? 500) < 500) throw error;
    const { kept } = await ownComments(options);
    return kept === undefined ? await post(options) : { kind: 'created', url: kept.url };
  }
}

async function post(options: CommentOptions): Promise<CommentResult> {
  const { client, repository, number } = options;
  const { data } = await fitting(options, (body) =>
    client.rest.issues.createComment({ ...repository, issue_number: number, body, request: { retries: 0 } }),
  );
  return { kind: 'created', url: data.html_url };
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

async function fitting<T>({ body, shortBody }: CommentOptions, send: (body: string) => Promise<T>): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (statusOf(error) !== 422 || body === shortBody) throw error;
    return send(shortBody);
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
  const status = statusOf(error);
  const denied = status === 401 || status === 403 || status === 404;
  return { kind: denied ? 'denied' : 'failed', reason: answerOf(error) };
}

function firstLine(body: string): string {
  return body.split('\n', 1)[0]?.trimEnd() ?? '';
}

/** GitHub gives line ends and the end of the text back in its own way; another run with the same result is no news. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/\/actions\/runs\/\d+/g, '/actions/runs')
      .trim(),
  );
  return one === other;
}
