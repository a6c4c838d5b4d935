import { answerOf, isDenied } from './answer.ts';
import { firstLine, fitting, runIn, sameText } from './body.ts';
import type { GitHub, Repository } from './octokit.ts';
import { once } from './once.ts';
import { ownAmong, ownLogin } from './own-login.ts';

export interface IssueOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  /** First line of the body: it finds the issue again. */
  readonly marker: string;
  /** Number of this run: one that is newer has the word; `null`: not told. */
  readonly run: number | null;
  readonly title: string;
  readonly body: string;
  /** Sent in its place where GitHub finds the body too large; starts with the marker as well. */
  readonly shortBody: string;
  /** Whether there is something left to do: then it is open, and else closed. */
  readonly isOpen: boolean;
}

/** How publishing ended. `denied`: the token may not write issues. */
export type IssueResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly kind: 'absent' | 'outdated' }
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/** Keeps one issue in a repository: created where something is left to do, kept up to date, closed when nothing is. */
export async function publishIssue(options: IssueOptions): Promise<IssueResult> {
  try {
    const there = await ownIssue(options);
    if (there === null) return options.isOpen ? await created(options) : { kind: 'absent' };
    const last = runIn(there.body);
    if (last !== null && options.run !== null && last > options.run) return { kind: 'outdated' };
    const state = stateFor(there, options);
    const isSaid = there.title === options.title && sameText(there.body, options.body);
    if (isSaid && state === there.state) return { kind: 'unchanged', url: there.url };
    // Nothing is left, and it was said.
    if (!options.isOpen && there.state === 'closed') return { kind: 'unchanged', url: there.url };
    return await updated(options, there, state);
  } catch (error) {
    return { kind: isDenied(error) ? 'denied' : 'failed', reason: answerOf(error) };
  }
}

interface OwnIssue {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** Somebody closed it and said that it is not planned. */
  readonly isDismissed: boolean;
}

function stateFor({ isDismissed }: OwnIssue, { isOpen }: IssueOptions): 'open' | 'closed' {
  return isOpen && !isDismissed ? 'open' : 'closed';
}

/** The oldest that is open, else the newest. Anyone can paste our marker, so the author counts too. */
async function ownIssue({ client, repository, marker }: IssueOptions): Promise<OwnIssue | null> {
  const login = await ownLogin(client);
  const all = await client.paginate(client.rest.issues.listForRepo, {
    ...repository,
    state: 'all',
    ...(login === null ? {} : { creator: login }),
    per_page: 100,
  });
  const marked = all.filter(({ body, pull_request }) => pull_request === undefined && firstLine(body ?? '') === marker);
  const own = ownAmong(
    marked.map((each) => ({ ...each, user: each.user ?? null })),
    login,
  ).map((each) => ({
    number: each.number,
    url: each.html_url,
    title: each.title,
    body: each.body ?? '',
    state: each.state === 'open' ? ('open' as const) : ('closed' as const),
    isDismissed: each.state !== 'open' && each.state_reason === 'not_planned',
  }));
  const byAge = own.sort((a, b) => a.number - b.number);
  return byAge.find(({ state }) => state === 'open') ?? byAge.at(-1) ?? null;
}

function created(options: IssueOptions): Promise<IssueResult> {
  const { client, repository, title } = options;
  return once<IssueResult>(
    async () => {
      const { data } = await fitting(options, (body) =>
        client.rest.issues.create({ ...repository, title, body, request: { retries: 0 } }),
      );
      return { kind: 'created', url: data.html_url };
    },
    async () => {
      const there = await ownIssue(options);
      return there?.state === 'open' ? { kind: 'created', url: there.url } : null;
    },
  );
}

async function updated(options: IssueOptions, there: OwnIssue, state: 'open' | 'closed'): Promise<IssueResult> {
  const { client, repository, title } = options;
  const { number, url } = there;
  const change =
    state === there.state ? {} : ({ state, state_reason: state === 'open' ? 'reopened' : 'completed' } as const);
  await fitting(options, (body) =>
    client.rest.issues.update({ ...repository, issue_number: number, title, body, ...change }),
  );
  return { kind: 'updated', url };
}
