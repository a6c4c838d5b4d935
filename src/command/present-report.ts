import type { TriedFixes } from '../review/causes/sources.ts';
import type { ReviewInput } from '../review/input.ts';
import type { Report } from '../review/report/report.ts';
import { nothingFound } from './analysis.ts';
import type { Call } from './command.ts';
import { statedAround } from './policy.ts';
import { diskSide } from './selection.ts';
import { UsageError } from './terminal.ts';

/** What is there now, compared with nothing. Throws `UsageError` where there is no project. `fixes`: as `review` takes them. */
export async function presentReport(call: Call, fixes: TriedFixes): Promise<Report> {
  const input = await presentInput(call);
  const { review } = await import('../review/review.ts');
  return withProjects(review(input, fixes), call, input);
}

/** The files of this machine that a call is about, to be judged by themselves under the policy around them. */
export async function presentInput(call: Call): Promise<ReviewInput> {
  const head = diskSide(call, call.operands);
  const { policy, baseline, diagnostics, isPart } = await statedAround(call, head);
  return {
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
  };
}

/** `report`, which has a project. Throws `UsageError` where it has none. */
export function withProjects(report: Report, call: Call, { head }: ReviewInput): Report {
  if (report.projects.length === 0) throw new UsageError(nothingFound(call.operands, [head.tree]));
  return report;
}
