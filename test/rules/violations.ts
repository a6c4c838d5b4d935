import { load } from '../../src/compose/load.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/policy/policy.ts';
import type { RuleContext } from '../../src/rules/context.ts';
import type { Rule, Violation } from '../../src/rules/rule.ts';
import { topologyOf } from '../../src/topology/topology-of.ts';
import { analysedStack } from '../../src/review/analyze.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import type { Diagnostic } from '../../src/compose/diagnostics.ts';

/** What the rules see of one project, `compose.yaml` in a folder called `shop`, and what loading had to say. */
export function contextOf(
  files: Readonly<Record<string, string>>,
  policy: Policy = DEFAULT_POLICY,
): { readonly context: RuleContext; readonly diagnostics: readonly Diagnostic[] } {
  const { project, diagnostics } = load({
    ...NO_OPTIONS,
    tree: memoryTree(files, '/repo/shop'),
    workingDirectory: '/repo/shop',
    purpose: 'analysis',
  });
  if (project === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { topology } = topologyOf([{ id: project.name, project }], policy.assumptions);
  return { context: { ...analysedStack(topology, policy), policy }, diagnostics };
}

/** Violations of one rule by one Compose file. */
export function violationsOf(rule: Rule, compose: string): readonly Violation[] {
  return [...rule.check(contextOf({ 'compose.yaml': compose }).context)];
}
