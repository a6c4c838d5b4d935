import { enginesOf } from '../engines/engines.ts';
import type { Policy } from '../policy/policy.ts';
import { RULES } from '../rules/index.ts';
import type { Rule, Violation } from '../rules/rule.ts';
import type { Severity } from '../policy/severity.ts';
import type { Topology } from '../topology/topology.ts';
import { topologyOf } from '../topology/topology-of.ts';
import { flowsOf } from '../flows/flows-of.ts';
import { type Needs, needsOf } from '../topology/needs/needs.ts';
import type { Stack } from '../flows/stack.ts';
import type { FoundProject } from './find/project.ts';
import { workspacesOf } from './workspaces.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import { withProfiles } from './with-profiles.ts';
import type { WorkspaceProject } from '../topology/project.ts';

/** One revision, understood: every project, the stacks they form, and the rules they break. */
export interface Analysis {
  readonly found: readonly FoundProject[];
  readonly projects: readonly WorkspaceProject[];
  readonly stacks: readonly AnalysedStack[];
  readonly breaches: readonly Breach[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Projects that meet in a network or volume, as one graph with its flows, and what they mean to talk to. */
export interface AnalysedStack extends Stack {
  readonly needs: Needs;
  /** Project whose stack it is, where that is another way to start what is in a stack already. */
  readonly variant: string | null;
}

/** A violation with the rule it breaks and how severe that is under the policy. */
export interface Breach {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly violation: Violation;
}

/** Topology, flows and violations of the projects of one revision. `ids`: from `projectIds`. */
export function analyze(found: readonly FoundProject[], ids: ReadonlyMap<string, string>, policy: Policy): Analysis {
  const projects = found.flatMap(({ key, project }) =>
    project === null ? [] : [{ id: ids.get(key) ?? project.name, project }],
  );
  const built = workspacesOf(found, ids, policy.assumptions).map((group) => ({
    ...topologyOf(group.projects, policy.assumptions),
    variant: group.variant?.id ?? null,
  }));
  const stacks = built.map(({ topology, variant }) => analysedStack(topology, policy, variant));
  const callers = new Map(
    found.flatMap(({ key, origin }) => (origin.kind === 'call' ? [[ids.get(key) ?? '', origin.at] as const] : [])),
  );
  const aside = new Set(found.filter(({ isHeld }) => !isHeld).map(({ key }) => ids.get(key)));
  return {
    found,
    projects,
    stacks,
    breaches: stacks.flatMap((stack) => breachesOf(stack, policy)).map((breach) => withCall(breach, callers)),
    diagnostics: [
      ...found.flatMap(({ diagnostics }) => diagnostics),
      ...built.flatMap(({ variant, diagnostics }) =>
        variant !== null && aside.has(variant) ? diagnostics.map(asWarning) : diagnostics,
      ),
    ],
  };
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
  return rules.flatMap((rule) => {
    const stated = policy.rules.get(rule.id)?.value;
    const severity = stated ?? rule.severity;
    if (severity === 'off') return [];
    return [...rule.check({ ...stack, policy })].map((violation) => ({
      rule,
      severity: stated === undefined ? (violation.severity ?? severity) : severity,
      violation: withProfiles(stack.topology, violation),
    }));
  });
}
