import type { Assumptions } from '../../topology/assumptions.ts';
import { changeOf } from '../../flows/change/change.ts';
import { distanceChanges } from '../../flows/standing-paths.ts';
import type { Stack } from '../../flows/stack.ts';
import { hopOf } from './hops.ts';
import { stopOf } from '../../topology/node-id.ts';
import type { ReportChange } from './report.ts';

/** What a change opens and closes, as reports show it. */
export function changeReport(
  base: readonly Stack[],
  head: readonly Stack[],
  assumptions: Assumptions,
  before: Assumptions,
): ReportChange {
  const change = changeOf(base, head, assumptions, before);
  return {
    ...change,
    distances: distanceChanges(base, head).map(({ from, to, before, after }) => ({
      from,
      to: stopOf(to),
      before,
      after,
    })),
    openedFlows: change.openedFlows.map(hopOf),
    closedFlows: change.closedFlows.map(hopOf),
  };
}
