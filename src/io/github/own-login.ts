import type { GitHub } from './octokit.ts';

/** Whom `GITHUB_TOKEN` writes as. */
const ACTIONS = 'github-actions[bot]';

/** The login that this token writes as. A token of the workflow or of an app is refused by `GET /user` but answers `viewer`. */
export async function ownLogin(client: GitHub): Promise<string> {
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
    return data.login;
  } catch {
    return ACTIONS;
  }
}

/** Whether `login` wrote it. A person may call themselves `github-actions`; only a bot is called `github-actions[bot]`. */
export function isOurs(author: { readonly login: string; readonly type: string } | null, login: string): boolean {
  if (author === null) return false;
  return author.login === login || (author.type === 'Bot' && author.login === `${login}[bot]`);
}
