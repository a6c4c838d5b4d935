import type { Policy } from '../policy/policy.ts';
import { RULES } from '../rules/index.ts';
import type { Rule, Violation } from '../rules/rule.ts';
import type { Severity } from '../policy/severity.ts';
import { topologyOf } from '../topology/topology-of.ts';
import { flowsOf } from '../flows/flows-of.ts';
import { type Needs, needsOf } from '../topology/needs/needs.ts';
import type { Stack } from '../flows/stack.ts';
import { groupsOf } from '../topology/build/groups.ts';
import type { FoundProject } from './projects.ts';
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
  const built = groupsOf(projects, policy.assumptions).map((group) => topologyOf(group, policy.assumptions));
  const stacks = built.map(({ topology }) => ({
    topology,
    flows: flowsOf(topology, policy.assumptions),
    needs: needsOf(topology),
  }));
  return {
    found,
    projects,
    stacks,
    breaches: stacks.flatMap((stack) => breachesOf(stack, policy)),
    diagnostics: [
      ...found.flatMap(({ diagnostics }) => diagnostics),
      ...built.flatMap(({ diagnostics }) => diagnostics),
    ],
  };
}

function breachesOf(stack: AnalysedStack, policy: Policy): readonly Breach[] {
  return RULES.flatMap((rule) => {
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
