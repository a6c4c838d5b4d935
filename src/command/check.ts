import { nothingFound } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { GATE_OPTIONS, OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { statedAround } from './policy.ts';
import { REPORT_FORMATS, reportText } from './report-format.ts';
import { diskSide } from './selection.ts';
import { type ExitCode, UsageError } from './terminal.ts';
import { exitCodeOf } from './verdict.ts';

export const check: Command = {
  name: 'check',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Find what is reachable that should not be, in the projects below each PATH (default: this folder)',
  details: 'PATH is a folder, searched for Compose files as `docker compose` names them, or a Compose file.',
  options: [...PROJECT_OPTIONS, ...GATE_OPTIONS, ...OUTPUT_OPTIONS],
  formats: REPORT_FORMATS,
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const head = diskSide(call, call.operands);
  const { policy, baseline, diagnostics, isPart } = await statedAround(call, head);
  const { review } = await import('../review/review.ts');
  const report = review({
    base: null,
    head,
    policy,
    policyDiagnostics: diagnostics,
    policyChanged: false,
    baseline,
    proposed: null,
    isPart,
    today: call.terminal.today,
  });
  if (report.projects.length === 0) throw new UsageError(nothingFound(call.operands));
  deliver(call, await reportText(report, call));
  return exitCodeOf(report.verdict);
}
