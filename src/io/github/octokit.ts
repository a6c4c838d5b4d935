import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

export type GitHub = ReturnType<typeof getOctokit>;

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A limit may ask for an hour; a job that waits that long helps nobody. */
const LONGEST_WAIT_SECONDS = 60;
const MOST_WAITS = 2;

/** A client of the API at `url` (github.com's or a server's own). Failed reads are tried again, limits are waited for; `note` gets a line for each wait. Clients of one `purpose` wait for each other. */
export function gitHub(token: string, url: string, note: (line: string) => void, purpose = 'all'): GitHub {
  const waits = (what: string) => (seconds: number, _options: object, _client: object, waited: number) => {
    const again = seconds <= LONGEST_WAIT_SECONDS && waited < MOST_WAITS;
    note(`GitHub's ${what} is reached; it asks to wait ${seconds} s: ${again ? 'waiting' : 'giving up'}`);
    return again;
  };
  return getOctokit(
    token,
    {
      baseUrl: url,
      throttle: {
        id: `${url} ${purpose}`,
        onRateLimit: waits('rate limit'),
        onSecondaryRateLimit: waits('secondary rate limit'),
      },
    },
    retry,
    throttling,
  );
}
