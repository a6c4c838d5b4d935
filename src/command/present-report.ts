import type { Report } from '../review/report/report.ts';
import { nothingFound } from './analysis.ts';
import type { Call } from './command.ts';
import { statedAround } from './policy.ts';
import { diskSide } from './selection.ts';
import { UsageError } from './terminal.ts';

/** What is there now, compared with nothing. Throws `UsageError` where there is no project. */
export async function presentReport(call: Call): Promise<Report> {
  const head = diskSide(call, call.operands);
  const { policy, baseline, diagnostics, isPart } = await statedAround(call, head);
  const { review } = await import('../review/review.ts');
  const report = review({
    base: null,
    head,
    policy,
    policyDiagnostics: diagnostics,
    engineBefore: null,
    policyChanged: false,
    baseline,
    proposed: null,
    isPart,
    today: call.terminal.today,
  });
  if (report.projects.length === 0) throw new UsageError(nothingFound(call.operands, [head.tree]));
  return report;
}
