import { asExcepted, staleExceptions } from '../policy/exceptions.ts';
import { unmatchedSelectors } from '../policy/isolation.ts';
import { unmatchedAssumptions } from '../policy/unmatched.ts';
import { unknownsOf } from '../topology/unknown.ts';
import { goneFrom } from './baseline.ts';
import { type Analysis, analyze } from './analyze.ts';
import { compared } from './compare.ts';
import { projectsOf } from './find/projects.ts';
import { hasUnnamed } from './find/unnamed.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { ReviewInput } from './input.ts';

/**
 * What policy and baseline say for nothing: exceptions that have ended or allow nothing, entries that do not occur, selectors and
 * assumptions that mean nobody. Of those that the head is to have: what a change takes out of them is no news.
 */
export function idleStatements(
  input: ReviewInput,
  head: Analysis,
  ids: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const { policy, baseline } = input.proposed ?? input;
  const analysis =
    input.proposed === null || policy === input.policy
      ? head
      : analyze(projectsOf(input.head, policy, input.base?.tree ?? null).projects, ids, policy);
  const { findings } = compared(null, analysis, []);
  const topologies = analysis.stacks.map(({ topology }) => topology);
  const isPart = input.isPart || hasUnnamed(input.head, input.base !== null);
  const unknowns = topologies.flatMap(unknownsOf).map(asExcepted);
  const seen = new Set(analysis.projects.map(({ id }) => id));
  return [
    ...staleExceptions(policy.exceptions, [...findings, ...unknowns], input.today, isPart),
    ...goneFrom(baseline, findings, isPart ? seen : null),
    ...(isPart ? [] : [...unmatchedSelectors(policy, topologies), ...unmatchedAssumptions(policy, topologies)]),
  ];
}
