import type { Diagnostic } from '../compose/diagnostic.ts';
import type { Baseline } from '../policy/baseline.ts';
import { staleExceptions } from '../policy/exceptions.ts';
import { unmatchedSelectors } from '../policy/isolation.ts';
import type { Policy } from '../policy/policy.ts';
import { unmatchedAssumptions } from '../policy/unmatched.ts';
import { analyze, type Analysis } from './analyze.ts';
import { goneFrom } from './baseline.ts';
import { compared } from './compare.ts';
import { projectsOf } from './projects.ts';
import type { ReviewInput } from './review.ts';

/** What a revision states about its projects, and what is wrong with how it does. */
export interface Stated {
  readonly policy: Policy;
  readonly baseline: Baseline | null;
  readonly diagnostics: readonly Diagnostic[];
}

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
    input.proposed === null || policy === input.policy ? head : analyze(projectsOf(input.head, policy), ids, policy);
  const { findings } = compared(null, analysis);
  const topologies = analysis.stacks.map(({ topology }) => topology);
  const seen = new Set(analysis.projects.map(({ id }) => id));
  return [
    ...staleExceptions(policy.exceptions, findings, input.today, input.isPart),
    ...goneFrom(baseline, findings, input.isPart ? seen : null),
    ...(input.isPart ? [] : [...unmatchedSelectors(policy, topologies), ...unmatchedAssumptions(policy, topologies)]),
  ];
}
