/** HTTP status of a failed request; `null`: no answer, or no request at all. */
export function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;
}

/** Whether GitHub says that the token may not, or that there is nothing it may see. A limit answers alike and is none of these. */
export function isDenied(error: unknown): boolean {
  const status = statusOf(error);
  return (status === 403 || status === 404) && !isLimit(error);
}

/** Whether a limit of GitHub's is the reason. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function isLimit(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 429) return true;
  if (status !== 403) return /\brate limit\b/i.test(messageOf(error));
  return isLimited(headersOf(error)) || /\brate limit\b|\babuse detection\b/i.test(messageOf(error));
}

/** Headers that only come with a limit. */
export function isLimited(headers: Readonly<Record<string, unknown>>): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}

/** What GitHub answered, in one line. */
export function answerOf(error: unknown): string {
  const status = statusOf(error);
  const text = messageOf(error);
  const said = text.split('\n')[0]?.replace(/ - https?:\/\/\S+$/, '') ?? '';
  if (status === null || status === NO_ANSWER || said === BROKEN) return said;
  if (status === 401) return `the token is wrong or has expired (401 ${said})`;
  return isLimit(error) ? `GitHub's rate limit is reached (${status} ${said})` : `${status} ${said}`;
}

/** What is said of an answer that is none: a page of a gateway, or one that breaks off. */
export const BROKEN = 'the answer of GitHub is broken';

/** The status of a request that nobody answered in time, or that the step gave up. */
export const NO_ANSWER = 408;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  const response: unknown = error instanceof Error && 'response' in error ? error.response : null;
  const headers: unknown = typeof response === 'object' && response !== null ? Reflect.get(response, 'headers') : null;
  return typeof headers === 'object' && headers !== null ? { ...headers } : {};
}
