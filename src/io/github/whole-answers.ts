import { setTimeout } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { BROKEN, isLimited, NO_ANSWER, statusOf } from './answer.ts';
import { isAnswerTo } from './shapes.ts';

/** So long may a request take, with its answer; undici alone waits 300 s for headers, and again with each retry. */
const LONGEST_SECONDS = 30;

/**
 * A plugin of octokit: every request ends in time, and what comes back is an answer or an error with a status and a response, which the plugins
 * around it can take apart. Used before them, so that each try is held to that.
 */
export function wholeAnswers(octokit: Pick<ReturnType<typeof getOctokit>, 'hook'>): object {
  octokit.hook.wrap('request', async (request, options) => {
    const controller = new AbortController();
    const own = { ...options, request: { ...options.request, signal: controller.signal } };
    const over = setTimeout(LONGEST_SECONDS * 1000, 'over' as const, { signal: controller.signal });
    over.catch(() => undefined);
    try {
      // What is in between may not heed the signal.
      const answer = await Promise.race([Promise.resolve(request(own)), over]);
      if (answer === 'over') throw failure(NO_ANSWER, `GitHub did not answer within ${LONGEST_SECONDS} s`, options);
      const isEmpty = answer.status === 204 || answer.status === 205;
      if (isEmpty || isAnswerTo(options.method, options.url, answer.data)) return answer;
      throw failure(502, BROKEN, options);
    } catch (error) {
      throw answered(error, options);
    } finally {
      controller.abort();
    }
  });
  return {};
}

/** An error with what plugins look at, and a limit told in words that they know. */
function answered(error: unknown, options: object): Error {
  const said = error instanceof Error ? error.message : String(error);
  const response = error instanceof Error && 'response' in error ? error.response : undefined;
  if (typeof response !== 'object' || response === null) return failure(statusOf(error) ?? 500, said, options);
  const status = statusOf(error) ?? 500;
  const headers: unknown = Reflect.get(response, 'headers');
  const isKnown = /\bsecondary rate\b/i.test(said);
  const hasWait = typeof headers === 'object' && headers !== null && 'retry-after' in headers;
  if ((status === 403 || status === 429) && hasWait && isLimited({ ...headers }) && !isKnown)
    return Object.assign(new Error(`${said} (secondary rate limit)`), { status, response, request: options });
  return error instanceof Error ? error : failure(status, said, options);
}

/** As octokit's own errors are made. */
function failure(status: number, message: string, options: object): Error {
  return Object.assign(new Error(message), {
    name: 'HttpError',
    status,
    request: options,
    response: { status, url: '', headers: {}, data: {} },
  });
}
