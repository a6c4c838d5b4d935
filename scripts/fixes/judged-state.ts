import type { ChangedFile } from '../../src/fixes/apply.ts';
import { overlaid } from '../../src/fixes/overlaid.ts';
import { DIRECT, THROUGH_HOST } from '../../src/flows/matrix.ts';
import type { NodeId } from '../../src/topology/node-id.ts';
import { SEVERITIES } from '../../src/policy/severity.ts';
import { knownFrom } from '../../src/policy/identified.ts';
import type { ReportFinding } from '../../src/review/report/report.ts';
import { type Analysis, analyze } from '../../src/review/analyze.ts';
import { projectIds } from '../../src/review/find/project-ids.ts';
import { projectsOf } from '../../src/review/find/projects.ts';
import type { ReviewInput } from '../../src/review/input.ts';
import { findingOf, fingerprintOf } from '../../src/review/report/findings.ts';
import { withStatedLabels } from '../../src/review/stated/labels.ts';

/** A head as it is judged by itself, found, loaded and analysed from its files alone. */
export interface JudgedState {
  /** By fingerprint. */
  readonly findings: ReadonlyMap<string, ReportFinding>;
  /** Needs of services that a flow meets. */
  readonly met: readonly (readonly [from: NodeId, to: NodeId])[];
  readonly connects: (from: NodeId, to: NodeId) => boolean;
  readonly services: ReadonlySet<string>;
  readonly errors: ReadonlySet<string>;
}

/** The head of `input` with files as they are after a change. Variables that it asks for anew have a value. */
export function judgedState({ base, head, policy }: ReviewInput, files: readonly ChangedFile[]): JudgedState {
  const names = files.flatMap(({ after }) => [...after.matchAll(/\$\{(\w+):?\?/gu)].map(([, name = '']) => name));
  const samples = new Map([...head.selection.samples, ...names.map((name) => [name, 'x'] as const)]);
  const side = { ...head, tree: overlaid(head.tree, files), selection: { ...head.selection, samples } };
  const found = projectsOf(side, policy, base?.tree ?? null);
  const was = base === null ? [] : projectsOf(base, policy, side.tree).projects;
  const projects = base === null ? found.projects : withStatedLabels(was, found.projects, policy).projects;
  const analysis = analyze(projects, projectIds(was, projects), policy);
  const connects = connectsIn(analysis);
  const errors = [...found.diagnostics, ...analysis.diagnostics].filter(({ severity }) => severity === 'error');
  return {
    findings: new Map(analysis.breaches.map((breach) => [fingerprintOf(breach), findingOf(breach, 'new')])),
    met: analysis.stacks
      .flatMap(({ needs }) => [...needs.values()].flat())
      .filter(({ from, to }) => connects(from, to))
      .map(({ from, to }) => [from, to]),
    connects,
    services: new Set(analysis.stacks.flatMap(({ topology }) => [...topology.services.keys()])),
    errors: new Set(errors.map(({ message }) => message)),
  };
}

function connectsIn({ stacks }: Analysis): JudgedState['connects'] {
  return (from, to) =>
    stacks.some(({ topology, flows }) =>
      topology.services.has(from) && topology.services.has(to)
        ? flows.between(from, to).some(({ means }) => DIRECT.has(means.kind) || THROUGH_HOST.has(means.kind))
        : false,
    );
}

/** What `after` has not that `before` has, and what it has of severity `least` or worse that `before` has not. */
export function losses(before: JudgedState, after: JudgedState, least: number): readonly string[] {
  const isKnown = knownFrom([...before.findings.values()]);
  const added = [...after.findings.values()].filter(
    (finding) => !isKnown(finding) && SEVERITIES.indexOf(finding.severity) >= least,
  );
  return [
    ...[...before.services].filter((one) => !after.services.has(one)).map((one) => `${one} is gone`),
    ...before.met.filter(([from, to]) => !after.connects(from, to)).map(([from, to]) => `${from} → ${to} is not met`),
    ...[...after.errors].filter((one) => !before.errors.has(one)),
    ...added.map(({ rule, subject }) => `new: ${rule} ${subject}`),
  ];
}
