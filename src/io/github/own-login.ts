import type { GitHub } from './octokit.ts';

/** Whom `GITHUB_TOKEN` writes as. */
const ACTIONS = 'github-actions[bot]';

/**
 * The login that this token writes as; `null`: it may not be asked, as with tokens of some apps. A token of the workflow or of an app is refused by
 * `GET /user` but answers `viewer`.
 */
export async function ownLogin(client: GitHub): Promise<string | null> {
  try {
    const answer = await client.graphql<{ readonly viewer?: { readonly login?: unknown } | null }>(
      'query { viewer { login } }',
    );
    if (typeof answer.viewer?.login === 'string') return answer.viewer.login;
  } catch {
    // Asked in the other way below.
  }
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return typeof data.login === 'string' ? data.login : null;
  } catch {
    return null;
  }
}

interface Authored {
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** Those that `login` wrote. Where it is not known they are the workflow's, or, where that wrote none, those of other apps: no person can be a bot. */
export function ownAmong<T extends Authored>(all: readonly T[], login: string | null): readonly T[] {
  if (login !== null) return all.filter(({ user }) => isOurs(user, login));
  const ofWorkflow = all.filter(({ user }) => isOurs(user, ACTIONS));
  return ofWorkflow.length > 0 ? ofWorkflow : all.filter(({ user }) => user?.type === 'Bot');
}

/** A person may call themselves `github-actions`; only a bot is called `github-actions[bot]`. */
function isOurs(author: Authored['user'], login: string): boolean {
  if (author === null) return false;
  return author.login === login || (author.type === 'Bot' && author.login === `${login}[bot]`);
}
