import type { Assumptions } from '../../topology/assumptions.ts';
import { changeOf } from '../../flows/change/change.ts';
import { distanceChanges } from '../../flows/standing-paths.ts';
import type { Stack } from '../../flows/stack.ts';
import { hopOf } from './hops.ts';
import { stopOf } from '../../topology/node-id.ts';
import type { ReportChange, ReportHop, ReportLocation, ReportRename } from './report.ts';

/** Which lines of each revision the other has not. */
export interface LinesBetween {
  readonly ofBase: (at: ReportLocation) => boolean;
  readonly ofHead: (at: ReportLocation) => boolean;
}

/** What a change opens and closes, as reports show it: the lines of each flow with those in front that the change touched. */
export function changeReport(
  base: readonly Stack[],
  head: readonly Stack[],
  assumptions: Assumptions,
  before: Assumptions,
  renamed: readonly ReportRename[],
  lines: LinesBetween,
): ReportChange {
  const change = changeOf(base, head, assumptions, before);
  return {
    ...change,
    renamed,
    distances: distanceChanges(base, head).map(({ from, to, before, after }) => ({
      from,
      to: stopOf(to),
      before,
      after,
    })),
    openedFlows: change.openedFlows.map(hopOf).map(changedFirst(lines.ofHead)),
    closedFlows: change.closedFlows.map(hopOf).map(changedFirst(lines.ofBase)),
  };
}

function changedFirst(isChanged: (at: ReportLocation) => boolean): (hop: ReportHop) => ReportHop {
  return (hop) => ({
    ...hop,
    evidence: [...hop.evidence.filter(isChanged), ...hop.evidence.filter((at) => !isChanged(at))],
  });
}
