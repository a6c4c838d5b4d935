import { EVERYWHERE } from '../compose/source.ts';
import { type Diagnostic, warning } from '../compose/diagnostics.ts';
import { code } from '../words/words.ts';

/** Says that `head` could not be judged as merged into `base`. `why` ends a clause. */
export function notMerged(head: string, base: string, why: string): Diagnostic {
  const [topic, trunk] = [code(head), code(base)];
  const message = `${topic} is judged as it is, not as merged into ${trunk}: ${why}. It is compared with where it branched off and with ${trunk} as it is now, and the stricter result counts. Bring the branch up to date.`;
  return warning('not-merged', EVERYWHERE, message);
}
