import { type Gain, gains } from '../../flows/change/gains.ts';
import { outsidePortsOf } from '../../flows/change/outside-ports.ts';
import { DIRECT, THROUGH_HOST } from '../../flows/matrix.ts';
import { type Stack, stackOf } from '../../flows/stack.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';

/** From whom to whom; `OUTSIDE` for what is on either side of the host. */
export type OpenedWay = readonly [from: NodeId, to: NodeId];

/**
 * Who reaches whom in `after` that did not in `before`, by a connection of any kind or by a volume: another way to where there was one opens
 * nothing, and what is with a service that `after` alone has is its own.
 */
export function openedWays(
  before: readonly Stack[],
  after: readonly Stack[],
  assumptions: Assumptions,
): readonly OpenedWay[] {
  const gain = gains(before, after, assumptions, assumptions);
  const added = new Set(gain.services);
  const was = stackOf(before);
  const isNew = ([from, to]: OpenedWay): boolean => {
    const flows = was(to)?.flows.between(from, to) ?? [];
    return !flows.some(({ means }) => DIRECT.has(means.kind) || THROUGH_HOST.has(means.kind));
  };
  const is = stackOf(after);
  const shared = (stack: Stack | null, [from, to]: OpenedWay): number =>
    (stack?.flows.between(from, to) ?? []).filter(({ means }) => means.kind === 'volume').length;
  // What two share in the place of what they shared is no more.
  const volumes = gain.volumes.filter(({ flow: { from, to } }) => {
    const way: OpenedWay = [from, to];
    return shared(is(to), way) > shared(was(to), way);
  });
  // Where every port was open before, a single one is nothing new.
  const everyPort = new Set(
    before.flatMap(({ topology }) =>
      [...outsidePortsOf(topology, assumptions)].flatMap(([id, ports]) => (ports.has('*') ? [id] : [])),
    ),
  );
  const outsidePorts = gain.outsidePorts.filter(([service]) => !everyPort.has(service));
  return waysIn({ ...gain, outsidePorts, volumes }, isNew).filter(([from, to]) => !added.has(from) && !added.has(to));
}

function waysIn(gain: Gain, isNew: (way: OpenedWay) => boolean): readonly OpenedWay[] {
  return [
    ...[...gain.direct, ...gain.throughHost].filter(isNew),
    ...[...gain.fromOutside, ...gain.outsidePorts.map(([service]) => service)].map((to) => [OUTSIDE, to] as const),
    ...gain.egress.map((from) => [from, OUTSIDE] as const),
    ...gain.volumes.map(({ flow: { from, to } }) => [from, to] as const),
  ];
}
