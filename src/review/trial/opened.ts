import { type Gain, gains } from '../../flows/change/gains.ts';
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
  return waysIn(gain, isNew).filter(([from, to]) => !added.has(from) && !added.has(to));
}

function waysIn(gain: Gain, isNew: (way: OpenedWay) => boolean): readonly OpenedWay[] {
  return [
    ...[...gain.direct, ...gain.throughHost].filter(isNew),
    ...[...gain.fromOutside, ...gain.outsidePorts.map(([service]) => service)].map((to) => [OUTSIDE, to] as const),
    ...gain.egress.map((from) => [from, OUTSIDE] as const),
    ...gain.volumes.map(({ flow: { from, to } }) => [from, to] as const),
  ];
}
