import { compareText } from '../../compose/source.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import type { Flow } from '../flow.ts';
import { type Gain, gains, MOST_FLOWS, MOST_PAIRS } from './gains.ts';
import { labelsOf } from '../labels.ts';
import type { ReachPair } from './opened-pairs.ts';
import type { Stack } from '../stack.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** What a change opens and closes. Services by `service`, or `project/service` where several projects take part. Sorted. */
export interface ReachChange {
  readonly services: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly direct: Opened<readonly [from: string, to: string]>;
  readonly throughHost: Opened<readonly [from: string, to: string]>;
  readonly fromOutside: Opened<string>;
  /** Container ports that the service's own `ports` open to other machines: `5432/tcp`; `*`: every port. */
  readonly outsidePorts: Opened<readonly [service: string, port: string]>;
  readonly egress: Opened<string>;
  /** Who connects to what the host listens on. */
  readonly toHost: Opened<string>;
  /** Whom processes of the host connect to. */
  readonly fromHost: Opened<string>;
  /** `volume:KEY` or `bind:PATH`, relative to the project's folder where it is inside or above. */
  readonly volumes: Opened<readonly [writer: string, reader: string, what: string]>;
  /**
   * The flows behind `direct`, `fromOutside`, `volumes`, behind `throughHost` where nothing is more direct, and behind `toHost` and
   * `fromHost` where the service is on both sides, with their lines:
   * those of the head that opened, …
   */
  readonly openedFlows: readonly Flow[];
  /** … and those of the base that closed. */
  readonly closedFlows: readonly Flow[];
  /** Whether there are more of each, or through volumes, than `MOST_FLOWS`, or more pairs than `MOST_PAIRS`, and the rest is left out. */
  readonly cut: { readonly opened: boolean; readonly closed: boolean };
}

export interface Opened<T> {
  readonly opened: readonly T[];
  readonly closed: readonly T[];
}

/**
 * The difference between two revisions, each under its assumptions: plain set differences of what reaches what. A service is the same
 * on both sides where its project's id and its name are; one that comes or goes opens or closes all of its flows.
 */
export function changeOf(
  base: readonly Stack[],
  head: readonly Stack[],
  assumptions: Assumptions,
  before: Assumptions = assumptions,
): ReachChange {
  const sides = [...base, ...head];
  const isOneProject = new Set(sides.flatMap(({ topology }) => topology.projects.map(({ id }) => id))).size <= 1;
  const labels = labelsOf(
    sides.map(({ topology }) => topology),
    isOneProject,
  );
  const label = (id: NodeId): string => labels.get(id) ?? id;
  const opened = gains(base, head, before, assumptions);
  const closed = gains(head, base, assumptions, before);
  const both = <T, R extends string | readonly string[]>(
    part: (gain: Gain) => readonly T[],
    named: (item: T) => R,
  ): Opened<R> => ({
    opened: sortedRows(part(opened).map(named)),
    closed: sortedRows(part(closed).map(named)),
  });
  const [openedFlows, closedFlows] = [firstOf(opened.flows()), firstOf(closed.flows())];
  const pair = ([from, to]: ReachPair) => [label(from), label(to)] as const;
  return {
    services: {
      added: opened.services.map(label).sort(compareText),
      removed: closed.services.map(label).sort(compareText),
    },
    direct: both(({ direct }) => direct, pair),
    throughHost: both(({ throughHost }) => throughHost, pair),
    fromOutside: both(({ fromOutside }) => fromOutside, label),
    outsidePorts: both(
      ({ outsidePorts }) => outsidePorts,
      ([service, port]) => [label(service), port] as const,
    ),
    egress: both(({ egress }) => egress, label),
    toHost: both(({ toHost }) => toHost, label),
    fromHost: both(({ fromHost }) => fromHost, label),
    volumes: both(
      ({ volumes }) => volumes,
      ({ flow, what }) => [label(flow.from), label(flow.to), what] as const,
    ),
    openedFlows: openedFlows.slice(0, MOST_FLOWS),
    closedFlows: closedFlows.slice(0, MOST_FLOWS),
    cut: { opened: isCut(opened, openedFlows), closed: isCut(closed, closedFlows) },
  };
}

function isCut({ direct, throughHost }: Gain, flows: readonly Flow[]): boolean {
  return flows.length > MOST_FLOWS || direct.length > MOST_PAIRS || throughHost.length > MOST_PAIRS;
}

/** One more than are told, which shows that there are more. */
function firstOf(flows: Iterable<Flow>): readonly Flow[] {
  const first: Flow[] = [];
  for (const flow of flows) {
    first.push(flow);
    if (first.length > MOST_FLOWS) break;
  }
  return first;
}

function sortedRows<R extends string | readonly string[]>(rows: readonly R[]): readonly R[] {
  return rows
    .map((row) => [[row].flat().join('\0'), row] as const)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, row]) => row);
}
