import type { Assumptions } from '../../topology/assumptions.ts';
import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import type { Flow } from '../../flows/flow.ts';
import { changeOf } from '../../flows/change/change.ts';
import { MOST_FLOWS, MOST_PAIRS } from '../../flows/change/gains.ts';
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

/** A change as reports show it, and what of each revision is left out of it. */
export interface ChangeTold {
  readonly change: ReportChange;
  readonly ofBase: readonly Diagnostic[];
  readonly ofHead: readonly Diagnostic[];
}

/** What a change opens and closes, as reports show it: the lines of each flow with those in front that the change touched. */
export function changeReport(
  base: readonly Stack[],
  head: readonly Stack[],
  assumptions: Assumptions,
  before: Assumptions,
  renamed: readonly ReportRename[],
  lines: LinesBetween,
): ChangeTold {
  const { cut, ...change } = changeOf(base, head, assumptions, before);
  const shown = {
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
  return {
    change: shown,
    ofBase: cut.closed ? leftOut(base, change.closedFlows, 'closes') : [],
    ofHead: cut.opened ? leftOut(head, change.openedFlows, 'opens') : [],
  };
}

function leftOut(stacks: readonly Stack[], told: readonly Flow[], does: 'opens' | 'closes'): readonly Diagnostic[] {
  const message = `The change ${does} more ways than are told: ${String(MOST_FLOWS)} with their lines, and ${String(MOST_PAIRS)} pairs of services.`;
  const services = stacks.flatMap(({ topology }) => [...topology.services.values()].map(({ service }) => service.at));
  const places = [...services, ...told.flatMap(({ evidence }) => evidence.map(({ at }) => at))];
  return places.slice(-1).map((at) => error('too-many-ways', at, message));
}

function changedFirst(isChanged: (at: ReportLocation) => boolean): (hop: ReportHop) => ReportHop {
  return (hop) => ({
    ...hop,
    evidence: [...hop.evidence.filter(isChanged), ...hop.evidence.filter((at) => !isChanged(at))],
  });
}
