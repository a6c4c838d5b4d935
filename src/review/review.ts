import { idleStatements } from './idle-statements.ts';
import { type Analysis, analyze } from './analyze.ts';
import { baselineChange, withBaseline } from './baseline.ts';
import { gapsOf, unreadChanges } from './unseen.ts';
import { mayConcern } from './concern.ts';
import { touches, watched } from './watched.ts';
import { changeReport } from './report/change.ts';
import { compared } from './compare.ts';
import { reportDiagnostics } from './report/diagnostics.ts';
import { enginesText } from '../engines/engines.ts';
import { excepting } from './exceptions.ts';
import { exposureOf } from './report/exposure.ts';
import { gated, gateReport, verdictOf } from './gate.ts';
import { pathsOf } from './report/paths.ts';
import { pictureOf } from './report/picture.ts';
import { reportProjects } from './report/projects.ts';
import { projectIds, projectsOf } from './projects.ts';
import { unjudged } from './unjudged.ts';
import type { Report } from './report/report.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReviewInput, Side } from './input.ts';

/** Files to report. Pure: two trees in, one report out, the same bytes for the same input. */
export function review(input: ReviewInput): Report {
  const { policy } = input;
  const before = input.base === null ? null : found(input.base, policy);
  const after = found(input.head, policy);
  const ids = projectIds(before?.projects ?? [], after.projects);
  const base = before === null ? null : analyze(before.projects, ids, policy);
  const head = analyze(after.projects, ids, policy);
  if (before === null) return reportOf(input, base, head, ids, true);
  const unread = unreadChanges(before.watched, after.watched, head.diagnostics);
  const touched =
    input.policyChanged ||
    input.proposed !== null ||
    touches(before.watched, after.watched) ||
    mayConcern(before.watched.tree, after.watched.tree, head.diagnostics);
  return reportOf(input, base, { ...head, diagnostics: [...head.diagnostics, ...unread] }, ids, touched);
}

function found(side: Side, policy: Policy) {
  const seen = watched(side.tree);
  return { watched: seen, projects: projectsOf({ ...side, tree: seen.tree }, policy) };
}

/** `touched`: whether what was not understood in the files may be of the change; if not, it is shown, and not held against it. */
function reportOf(
  input: ReviewInput,
  base: Analysis | null,
  head: Analysis,
  ids: ReadonlyMap<string, string>,
  touched: boolean,
): Report {
  const { policy, today } = input;
  const comparison = compared(base, head, input.head.tree);
  const { kept, excepted } = excepting(comparison.findings, policy, today);
  const findings = withBaseline(gated(kept, policy.gate), input.baseline);
  const baseline = baselineChange(input.baseline, input.proposed);
  const aside = [
    ...input.policyDiagnostics,
    ...(input.base === null ? [] : gapsOf(input.base.tree, 'warning')),
    ...gapsOf(input.head.tree, 'error'),
    ...(input.proposed?.diagnostics ?? []),
    ...baseline.diagnostics,
    ...idleStatements(input, head, ids),
    ...unjudged(base?.found ?? null, head.found),
  ];
  const verdict = verdictOf(findings, touched || policy.gate.scope === 'all' ? [...aside, ...head.diagnostics] : aside);
  return {
    schemaVersion: 1,
    verdict,
    gate: gateReport(policy.gate, findings, comparison.fixed, excepted),
    revisions: input.base === null ? null : { base: input.base.revision, head: input.head.revision },
    policy: { file: policy.file, changed: input.policyChanged, baseline: baseline.counts },
    engine: enginesText(policy.assumptions.engine),
    projects: reportProjects(head, ids),
    outside: exposureOf(head.stacks),
    paths: pathsOf(head.stacks),
    findings,
    fixed: comparison.fixed,
    excepted,
    diagnostics: reportDiagnostics(base?.diagnostics ?? [], [...aside, ...head.diagnostics]),
    change: base === null ? null : changeReport(base.stacks, head.stacks, policy.assumptions),
    topology: pictureOf(base, head),
  };
}
