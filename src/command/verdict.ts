import type { Verdict } from '../review/report/report.ts';
import type { ExitCode } from './terminal.ts';

const EXIT_CODES = { pass: 0, fail: 1, unknown: 2 } as const satisfies Record<Verdict, ExitCode>;

export function exitCodeOf(verdict: Verdict): ExitCode {
  return EXIT_CODES[verdict];
}
