import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { NO_ANSWER } from './answer.ts';
import { wholeAnswers } from './whole-answers.ts';

export type GitHub = ReturnType<typeof getOctokit>;

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A limit may ask for an hour; a job that waits that long helps nobody. */
const LONGEST_WAIT_SECONDS = 60;
/** For one request: a limit may also ask for no time at all. */
const MOST_WAITS = 2;
/** What another try does not change: wrong requests, limits that are waited for elsewhere, and silence that took its time already. */
const FINAL = [400, 401, 403, 404, NO_ANSWER, 410, 422, 429, 451];

/** A client of the API at `url` (github.com's or a server's own). Failed reads are tried again, limits are waited for; `note` gets a line for each wait. Clients of one `purpose` wait for each other. */
export function gitHub(token: string, url: string, note: (line: string) => void, purpose = 'all'): GitHub {
  let waited = 0;
  const waits = (what: string) => (seconds: number, _options: object, _client: object, tries: number) => {
    const again = waited + seconds <= LONGEST_WAIT_SECONDS && tries < MOST_WAITS;
    if (again) waited += seconds;
    note(`GitHub's ${what} is reached; it asks to wait ${seconds} s: ${again ? 'waiting' : 'giving up'}`);
    return again;
  };
  return getOctokit(
    token,
    {
      baseUrl: url,
      retry: { doNotRetry: FINAL },
      throttle: {
        id: `${url} ${purpose}`,
        onRateLimit: waits('rate limit'),
        onSecondaryRateLimit: waits('secondary rate limit'),
      },
    },
    wholeAnswers,
    retry,
    throttling,
  );
}
