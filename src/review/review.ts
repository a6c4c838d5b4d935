import type { Diagnostic } from '../compose/diagnostic.ts';
import type { Baseline } from '../policy/baseline.ts';
import type { Policy } from '../policy/policy.ts';
import { analyze, type Analysis } from './analyze.ts';
import { baselineChange, withBaseline } from './baseline.ts';
import { gapsOf } from './gaps.ts';
import { changeReport } from './change.ts';
import { compared } from './compare.ts';
import { reportDiagnostics } from './diagnostics.ts';
import { engineText } from './engine.ts';
import { excepting } from './exceptions.ts';
import { exposureOf } from './exposure.ts';
import { gated, gateReport, verdictOf } from './gate.ts';
import { pathsOf } from './paths.ts';
import { pictureOf } from './picture.ts';
import { reportProjects } from './project-report.ts';
import { projectIds, projectsOf } from './projects.ts';
import type { Report } from './report.ts';
import type { Side } from './side.ts';
import { idleStatements, type Stated } from './stated.ts';

export interface ReviewInput {
  /** `null`: check one state. */
  readonly base: Side | null;
  readonly head: Side;
  readonly policy: Policy;
  readonly policyDiagnostics: readonly Diagnostic[];
  /** The change touches the policy file itself. */
  readonly policyChanged: boolean;
  /** Findings that were there before anybody looked; `null`: there is no baseline. */
  readonly baseline: Baseline | null;
  /** Policy and baseline of the head, where the change touches them: they count from the next change on. */
  readonly proposed: Stated | null;
  /** The head is only some of what policy and baseline are about: what they say for nothing here may be about the rest. */
  readonly isPart: boolean;
  /** `YYYY-MM-DD`, for exceptions that end. */
  readonly today: string;
}

/** Files to report. Pure: two trees in, one report out, the same bytes for the same input. */
export function review(input: ReviewInput): Report {
  const { policy } = input;
  const foundBase = input.base === null ? [] : projectsOf(input.base, policy);
  const foundHead = projectsOf(input.head, policy);
  const ids = projectIds(foundBase, foundHead);
  const base = input.base === null ? null : analyze(foundBase, ids, policy);
  const head = analyze(foundHead, ids, policy);
  return reportOf(input, base, head, ids);
}

function reportOf(input: ReviewInput, base: Analysis | null, head: Analysis, ids: ReadonlyMap<string, string>): Report {
  const { policy, today } = input;
  const comparison = compared(base, head);
  const { kept, excepted } = excepting(comparison.findings, policy, today);
  const findings = withBaseline(gated(kept, policy.gate), input.baseline);
  const baseline = baselineChange(input.baseline, input.proposed);
  const diagnostics = reportDiagnostics(base?.diagnostics ?? [], [
    ...input.policyDiagnostics,
    ...(input.base === null ? [] : gapsOf(input.base.tree, 'warning')),
    ...gapsOf(input.head.tree, 'error'),
    ...(input.proposed?.diagnostics ?? []),
    ...baseline.diagnostics,
    ...idleStatements(input, head, ids),
    ...head.diagnostics,
  ]);
  const verdict = verdictOf(findings, diagnostics);
  return {
    schemaVersion: 1,
    verdict,
    gate: gateReport(policy.gate, findings, comparison.fixed, excepted),
    revisions: input.base === null ? null : { base: input.base.revision, head: input.head.revision },
    policy: { file: policy.file, changed: input.policyChanged, baseline: baseline.counts },
    engine: engineText(policy.assumptions.engine),
    projects: reportProjects(head, ids),
    outside: exposureOf(head.stacks),
    paths: pathsOf(head.stacks),
    findings,
    fixed: comparison.fixed,
    excepted,
    diagnostics,
    change: base === null ? null : changeReport(base.stacks, head.stacks, policy.assumptions),
    topology: pictureOf(base, head),
  };
}
