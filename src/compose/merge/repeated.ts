import { error } from '../diagnostics.ts';
import type { Reading } from '../reading.ts';
import type { SourceLocation } from '../source.ts';

/** Values that a project may have more than once: the largest of those in use have some thousands. */
const MOST_REPEATED = 15_000;

/**
 * Whether the project has room for so many values more that stand in its files already, and are repeated at `at`: by aliases, `extends`, a
 * file that is read again, or an env file of several services. Some lines stand for millions. Where it has not is a problem, told once.
 */
export function hasRoomFor(values: number, at: SourceLocation, { room, problems }: Reading): boolean {
  const before = room.repeated;
  room.repeated += values;
  if (room.repeated <= MOST_REPEATED) return true;
  const message = `Aliases, \`extends\`, \`include\` and env files repeat more than ${MOST_REPEATED} values of this project; what is repeated from here on is not read.`;
  if (before <= MOST_REPEATED) problems.push(error('too-many-repeated', at, message));
  return false;
}
