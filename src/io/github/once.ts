import { setTimeout } from 'node:timers/promises';
import { NO_ANSWER, statusOf } from './answer.ts';

/**
 * What `post` makes, once: a POST that GitHub answers with an error may have been carried out, and sending it again would double what it makes. So it
 * must not be retried, and is looked for first; `look`: `null` where it is not there.
 */
export async function once<T>(post: () => Promise<T>, look: () => Promise<T | null>): Promise<T> {
  try {
    return await post();
  } catch (error) {
    const status = statusOf(error) ?? 500;
    if (status < 500 && status !== NO_ANSWER) throw error;
    for (const seconds of LOOKS) {
      await setTimeout(seconds * 1000);
      const found = await look();
      if (found !== null) return found;
    }
    return await post();
  }
}

/** Seconds between looks: what answers reads may lag behind what answers writes. */
const LOOKS = [0, 1, 3];
