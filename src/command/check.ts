import type { Call, Command } from './command.ts';
import { GATE_OPTIONS, OUTPUT_OPTIONS, PROJECT_OPTIONS, TELLING_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { presentReport } from './present-report.ts';
import { REPORT_FORMATS, reportText, triedFor } from './report-format.ts';
import type { ExitCode } from './terminal.ts';
import { exitCodeOf } from './verdict.ts';

export const check: Command = {
  name: 'check',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Find what is reachable that should not be, in the projects below each PATH (default: this folder)',
  details:
    'PATH is a folder, searched for Compose files by name, content and calls of `docker compose`, or a Compose file.',
  options: [...PROJECT_OPTIONS, ...GATE_OPTIONS, ...OUTPUT_OPTIONS, ...TELLING_OPTIONS],
  formats: REPORT_FORMATS,
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const report = await presentReport(call, triedFor(call));
  deliver(call, await reportText(report, call));
  return exitCodeOf(report.verdict);
}
