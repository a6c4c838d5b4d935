import { enginesText, KNOWN_ENGINES } from '../engines/engines.ts';
import { engineNamed } from '../engines/named.ts';
import type { EngineSettings } from '../engines/settings.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReviewSide } from '../review/input.ts';
import { nothingFound } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { GATE_OPTIONS, OUTPUT_OPTIONS, PROJECT_OPTIONS, TELLING_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { POLICY_FILES } from '../policy/policy.ts';
import { isChanged, isOpen, proposedIn, statedIn } from './policy.ts';
import { REPORT_FORMATS, reportText, triedFor } from './report-format.ts';
import { sameStates, statesOf } from './states.ts';
import { type ExitCode, UsageError } from './terminal.ts';
import { exitCodeOf } from './verdict.ts';

export const diff: Command = {
  name: 'diff',
  operands: 'BASE [HEAD] | --engine FROM..TO [FOLDER]',
  fewest: 0,
  most: 2,
  summary: 'Show what a change opens and closes, gated like a pull request',
  details: [
    'BASE and HEAD are git revisions or folders. Two revisions are judged as a pull request is: by what merging HEAD into BASE changes there.',
    'What cannot be merged, as files that are not committed (without HEAD), is compared with BASE and with where it branched off, and the',
    'stricter result counts. BASE...HEAD: what HEAD changed since it branched off. BASE..HEAD: one state against the other. The policy is of BASE.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'engine', ...GATE_OPTIONS, ...OUTPUT_OPTIONS, ...TELLING_OPTIONS],
  formats: REPORT_FORMATS,
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const engines = call.values.text.get('engine');
  if (engines === undefined && call.operands.length === 0)
    throw new UsageError(`usage: bulkhead diff ${diff.operands}`);
  const { pairs, written, stating, diagnostics } = engines === undefined ? statesOf(call) : sameStates(call);
  const [own] = pairs;
  const stated = await statedIn(call, stating);
  const compared = engines === undefined ? null : enginesIn(engines, stated.policy.assumptions.engine);
  const policy = compared === null ? stated.policy : withEngine(stated.policy, compared.after);
  const proposed = await proposedIn(call, own.base, own.head);
  const [{ review }, { stricter }, { withPlacesOf }] = await Promise.all([
    import('../review/review.ts'),
    import('../review/stricter.ts'),
    import('../review/placed.ts'),
  ]);
  const judged = pairs
    .map(({ base, head }) =>
      review(
        {
          base: compared === null ? base : labelled(base, compared.before),
          head: compared === null ? head : labelled(head, compared.after),
          policy,
          engineBefore: compared?.before ?? null,
          policyDiagnostics: [...diagnostics, ...stated.diagnostics],
          policyChanged: POLICY_FILES.some((file) => isChanged(own.base, own.head, file)),
          baseline: stated.baseline,
          proposed,
          isPart: !isOpen(head.selection),
          today: call.terminal.today,
        },
        triedFor(call),
      ),
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

interface ComparedEngines {
  readonly before: EngineSettings;
  readonly after: EngineSettings;
}

/** `28..29`: two engines, with the settings of the policy. */
function enginesIn(text: string, settings: EngineSettings): ComparedEngines {
  const [from = '', to = '', ...more] = text.split('..');
  const [before, after] = [engineNamed(from, settings), engineNamed(to, settings)];
  const unknown = before === null ? from : to;
  if (before === null || after === null || more.length > 0)
    throw new UsageError(
      `--engine takes two engines, as 28..29, 28..29:nftables or docker..podman; "${unknown}" is none that is known: ${KNOWN_ENGINES}`,
    );
  return { before, after };
}

function withEngine(policy: Policy, engine: EngineSettings): Policy {
  return { ...policy, assumptions: { ...policy.assumptions, engine } };
}

function labelled(side: ReviewSide, engine: EngineSettings): ReviewSide {
  return { ...side, revision: { label: enginesText(engine), commit: null } };
}
