import { enginesOf } from '../engines/engines.ts';
import type { Project } from '../compose/project.ts';
import type { Policy } from '../policy/policy.ts';
import { addTo } from '../words/grouped.ts';
import { RULES } from '../rules/index.ts';
import type { Rule, Violation } from '../rules/rule.ts';
import type { Severity } from '../policy/severity.ts';
import type { Topology } from '../topology/topology.ts';
import { topologyOf } from '../topology/topology-of.ts';
import { flowsOf } from '../flows/flows-of.ts';
import { type Needs, needsOf } from '../topology/needs/needs.ts';
import type { Stack } from '../flows/stack.ts';
import type { FoundProject } from './find/project.ts';
import { type ProjectGroup, workspacesOf } from './workspaces.ts';
import type { SourceLocation } from '../compose/source.ts';
import { type Diagnostic, error } from '../compose/diagnostics.ts';
import { withProfiles } from './with-profiles.ts';
import type { WorkspaceProject } from '../topology/project.ts';

/** One revision, understood: every project, the stacks they form, and the rules they break. */
export interface Analysis {
  readonly found: readonly FoundProject[];
  readonly projects: readonly WorkspaceProject[];
  readonly stacks: readonly JudgedStack[];
  readonly breaches: readonly Breach[];
  /** Ids of rules of which there is more than is looked at: what is not among their breaches may be there all the same. */
  readonly cut: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Projects that meet in a network or volume, as one graph with its flows, and what they mean to talk to. */
export interface AnalysedStack extends Stack {
  readonly needs: Needs;
  /** Project whose stack it is, where that is another way to start what is in a stack already. */
  readonly variant: string | null;
}

/** A stack with the rules that it breaks. */
export interface JudgedStack extends AnalysedStack {
  /** Of the topology. */
  readonly diagnostics: readonly Diagnostic[];
  readonly breaches: readonly Breach[];
  readonly cut: readonly Cut[];
}

/** Something that a rule does not look at, for there is too much of it. */
interface Cut {
  readonly rule: string;
  readonly diagnostic: Diagnostic;
}

/** A violation with the rule it breaks and how severe that is under the policy. */
export interface Breach {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly violation: Violation;
}

/**
 * Topology, flows and violations of the projects of one revision. `ids`: from `projectIds`. `known`: an analysis under the same policy, of which
 * the stacks are taken whose projects are the same. `rules`: by which the others are judged.
 */
export function analyze(
  found: readonly FoundProject[],
  ids: ReadonlyMap<string, string>,
  policy: Policy,
  known: Analysis | null = null,
  rules: readonly Rule[] = RULES,
): Analysis {
  const projects = found.flatMap(({ key, project }) =>
    project === null ? [] : [{ id: ids.get(key) ?? project.name, project }],
  );
  const callers = callersOf(found, ids);
  const kept = stacksByProjects(known);
  const stacks = workspacesOf(found, ids, policy.assumptions).map(
    (group) => keptStack(kept, group) ?? judgedStack(group, policy, callers, rules),
  );
  return analysisOf(found, projects, stacks, ids);
}

/** `analysis`, in which stacks that `known` has not were judged by no rules, judged by all of them. */
export function withBreaches(
  analysis: Analysis,
  known: Analysis,
  ids: ReadonlyMap<string, string>,
  policy: Policy,
): Analysis {
  const judged = new Set(known.stacks);
  const callers = callersOf(analysis.found, ids);
  const stacks = analysis.stacks.map((stack) => (judged.has(stack) ? stack : checked(stack, policy, callers, RULES)));
  return analysisOf(analysis.found, analysis.projects, stacks, ids);
}

function callersOf(
  found: readonly FoundProject[],
  ids: ReadonlyMap<string, string>,
): ReadonlyMap<string, SourceLocation> {
  return new Map(
    found.flatMap(({ key, origin }) => (origin.kind === 'call' ? [[ids.get(key) ?? '', origin.at] as const] : [])),
  );
}

function analysisOf(
  found: readonly FoundProject[],
  projects: readonly WorkspaceProject[],
  stacks: readonly JudgedStack[],
  ids: ReadonlyMap<string, string>,
): Analysis {
  const cut = stacks.flatMap((each) => each.cut);
  const aside = new Set(found.filter(({ isHeld }) => !isHeld).map(({ key }) => ids.get(key)));
  return {
    found,
    projects,
    stacks,
    breaches: stacks.flatMap(({ breaches }) => breaches),
    cut: new Set(cut.map(({ rule }) => rule)),
    diagnostics: [
      ...found.flatMap(({ diagnostics }) => diagnostics),
      ...cut.map(({ diagnostic }) => diagnostic),
      ...stacks.flatMap(({ variant, diagnostics }) =>
        variant !== null && aside.has(variant) ? diagnostics.map(asWarning) : diagnostics,
      ),
    ],
  };
}

function stacksByProjects(known: Analysis | null): ReadonlyMap<Project | undefined, readonly JudgedStack[]> {
  const kept = new Map<Project | undefined, JudgedStack[]>();
  for (const stack of known?.stacks ?? []) addTo(kept, stack.topology.projects[0]?.project, stack);
  return kept;
}

function keptStack(
  kept: ReturnType<typeof stacksByProjects>,
  { projects, variant }: ProjectGroup,
): JudgedStack | undefined {
  return kept
    .get(projects[0]?.project)
    ?.find(
      (stack) =>
        stack.variant === (variant?.id ?? null) &&
        stack.topology.projects.length === projects.length &&
        stack.topology.projects.every(({ project }, index) => project === projects[index]?.project),
    );
}

function judgedStack(
  { projects, variant }: ProjectGroup,
  policy: Policy,
  callers: ReadonlyMap<string, SourceLocation>,
  rules: readonly Rule[],
): JudgedStack {
  const { topology, diagnostics } = topologyOf(projects, policy.assumptions);
  return checked({ ...analysedStack(topology, policy, variant?.id ?? null), diagnostics }, policy, callers, rules);
}

function checked(
  stack: Omit<JudgedStack, 'breaches' | 'cut'>,
  policy: Policy,
  callers: ReadonlyMap<string, SourceLocation>,
  rules: readonly Rule[],
): JudgedStack {
  const { breaches, cut } = checkedBy(stack, policy, rules);
  return { ...stack, cut, breaches: breaches.map((breach) => withCall(breach, callers)) };
}

/** `breach` with the call that its project's files are started by, where nothing else says that they are one project. */
function withCall(breach: Breach, callers: ReadonlyMap<string, SourceLocation>): Breach {
  const at = callers.get(breach.violation.project);
  if (at === undefined) return breach;
  const related = [...breach.violation.related, { at, note: 'this call starts the files' }];
  return { ...breach, violation: { ...breach.violation, related } };
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'warning' };
}

/** A topology with what the rules look at. */
export function analysedStack(
  topology: Topology,
  { assumptions }: Policy,
  variant: string | null = null,
): AnalysedStack {
  const needs = needsOf(topology, enginesOf(assumptions.engine));
  return { topology, flows: flowsOf(topology, assumptions), needs, variant };
}

/** What `rules` find in one stack, those that the policy switches off left out, in the order of the rules. */
export function breachesOf(stack: AnalysedStack, policy: Policy, rules: readonly Rule[] = RULES): readonly Breach[] {
  return checkedBy(stack, policy, rules).breaches;
}

interface Checked {
  readonly breaches: readonly Breach[];
  readonly cut: readonly Cut[];
}

/** So many violations of one rule are looked for in one stack: far more than anybody reads. */
const MOST_VIOLATIONS = 500;

function checkedBy(stack: AnalysedStack, policy: Policy, rules: readonly Rule[]): Checked {
  const context = { ...stack, policy };
  const breaches: Breach[] = [];
  const cut: Cut[] = [];
  for (const rule of rules) {
    const stated = policy.rules.get(rule.id)?.value;
    const severity = stated ?? rule.severity;
    if (severity === 'off') continue;
    let count = 0;
    for (const violation of rule.check(context)) {
      count += 1;
      if (count > MOST_VIOLATIONS) {
        cut.push({ rule: rule.id, diagnostic: tooMany(rule, violation) });
        break;
      }
      breaches.push({
        rule,
        severity: stated === undefined ? (violation.severity ?? severity) : severity,
        violation: withProfiles(stack.topology, violation),
      });
    }
    for (const diagnostic of rule.cut?.(context) ?? []) cut.push({ rule: rule.id, diagnostic });
  }
  return { breaches, cut };
}

function tooMany(rule: Rule, { at }: Violation): Diagnostic {
  return error(
    'too-many-findings',
    at,
    `Rule \`${rule.id}\` is broken more than ${String(MOST_VIOLATIONS)} times; what is broken from here on is not told.`,
  );
}
