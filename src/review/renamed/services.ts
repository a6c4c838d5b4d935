import type { Stack } from '../../flows/stack.ts';
import type { NodeId } from '../../topology/node-id.ts';
import type { TopologyService } from '../../topology/topology.ts';

export interface RenamedService {
  readonly from: NodeId;
  readonly to: NodeId;
}

/**
 * Services that are called otherwise and run the same: image or build, networks, ports and mounts are equal. One that could be several others
 * is none of them. It is for telling only: another name is another one to reach, and what is found there is judged as new. `networkIds`: new ids
 * of networks that were renamed.
 */
export function renamedServices(
  base: readonly Stack[],
  head: readonly Stack[],
  networkIds: ReadonlyMap<NodeId, NodeId>,
): readonly RenamedService[] {
  const before = servicesIn(base);
  const after = servicesIn(head);
  const gone = without(before, after).map((service) => ({ id: service.id, sameness: samenessOf(service, networkIds) }));
  const come = without(after, before).map((service) => ({ id: service.id, sameness: samenessOf(service, new Map()) }));
  return gone.flatMap(({ id, sameness }) => {
    const [now, ...others] = come.filter((other) => other.sameness === sameness);
    const isOnly = others.length === 0 && gone.filter((other) => other.sameness === sameness).length === 1;
    return now === undefined || !isOnly ? [] : [{ from: id, to: now.id }];
  });
}

function servicesIn(stacks: readonly Stack[]): ReadonlyMap<NodeId, TopologyService> {
  return new Map(stacks.flatMap(({ topology }) => [...topology.services]));
}

function without(
  some: ReadonlyMap<NodeId, TopologyService>,
  others: ReadonlyMap<NodeId, TopologyService>,
): readonly TopologyService[] {
  return [...some.values()].filter(({ id }) => !others.has(id));
}

/** Equal for services of one project that are the same but for their name. */
function samenessOf(
  { project, zone, namespace, attachments, service }: TopologyService,
  networkIds: ReadonlyMap<NodeId, NodeId>,
): string {
  const { image, build, ports, mounts } = service;
  return JSON.stringify([
    project,
    zone.zone,
    namespace.kind,
    image?.value,
    build === null ? null : [build.context?.value, build.dockerfile?.value, build.target?.value],
    [...attachments.keys()].map((id) => networkIds.get(id) ?? id).sort(),
    ports.map(({ target, published, protocol, hostIp }) => [target, published, protocol, hostIp]),
    mounts.map(({ kind, target, readOnly }) => [kind, target, readOnly]),
  ]);
}
