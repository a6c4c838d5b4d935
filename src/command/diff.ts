import { nothingFound } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { GATE_OPTIONS, OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { POLICY_FILES } from '../policy/policy.ts';
import { isChanged, isOpen, proposedIn, statedIn } from './policy.ts';
import { REPORT_FORMATS, reportText } from './report-format.ts';
import { statesOf } from './states.ts';
import { type ExitCode, UsageError } from './terminal.ts';
import { exitCodeOf } from './verdict.ts';

export const diff: Command = {
  name: 'diff',
  operands: 'BASE [HEAD]',
  fewest: 1,
  most: 2,
  summary: 'Show what a change opens and closes, gated like a pull request',
  details: [
    'BASE and HEAD are git revisions or folders. Two revisions are judged as a pull request is: by what merging HEAD into BASE changes there.',
    'What cannot be merged, as files that are not committed (without HEAD), is compared with BASE and with where it branched off, and the',
    'stricter result counts. BASE...HEAD: what HEAD changed since it branched off. BASE..HEAD: one state against the other. The policy is of BASE.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, ...GATE_OPTIONS, ...OUTPUT_OPTIONS],
  formats: REPORT_FORMATS,
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { pairs, written, stating, diagnostics } = statesOf(call);
  const [own] = pairs;
  const stated = await statedIn(call, stating);
  const proposed = await proposedIn(call, own.base, own.head);
  const [{ review }, { stricter }, { withPlacesOf }] = await Promise.all([
    import('../review/review.ts'),
    import('../review/stricter.ts'),
    import('../review/placed.ts'),
  ]);
  const judged = pairs
    .map(({ base, head }) =>
      review({
        base,
        head,
        policy: stated.policy,
        policyDiagnostics: [...diagnostics, ...stated.diagnostics],
        policyChanged: POLICY_FILES.some((file) => isChanged(own.base, own.head, file)),
        baseline: stated.baseline,
        proposed,
        isPart: !isOpen(head.selection),
        today: call.terminal.today,
      }),
    )
    .reduce(stricter);
  const report = written === null ? judged : withPlacesOf(judged, own.head.tree, written);
  const isOfFolders = own.base.revision.commit === null && own.head.revision.commit === null;
  if (
    isOfFolders &&
    report.projects.length === 0 &&
    report.fixed.length === 0 &&
    report.change?.services.removed.length === 0
  )
    throw new UsageError(nothingFound(call.operands, [own.base.tree, own.head.tree]));
  deliver(call, await reportText(report, call));
  return exitCodeOf(report.verdict);
}
