import { type EngineChannel, withBothEnds } from '../channel.ts';
import type { Endpoint, Endpoints } from './endpoints.ts';
import { everyPort, joiningNetwork, onHostNetwork } from './evidence.ts';
import type { AddressFamily } from '../../engines/address-family.ts';
import type { EngineFlow } from '../flow.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** Services that reach each other without leaving their network: one network namespace, or one network. */
export function channelsWithin(topology: Topology, endpoints: Endpoints): readonly EngineChannel[] {
  return withBothEnds([...namespaces(endpoints), ...networks(topology, endpoints)]);
}

function namespaces({ all, byId }: Endpoints): readonly EngineChannel[] {
  const members = new Map<string, Endpoint[]>();
  for (const endpoint of all) {
    const sharing = members.get(endpoint.namespace) ?? [];
    members.set(endpoint.namespace, sharing);
    sharing.push(endpoint);
  }
  return [...members]
    .filter(([, sharing]) => sharing.length > 1)
    .map(([namespace, sharing]) => ({
      id: `namespace:${namespace}`,
      kind: 'namespace',
      sources: ids(sharing),
      targets: ids(sharing.filter(({ accepts }) => accepts)),
      flow: (from, to) => {
        const [source, target] = [byId.get(from), byId.get(to)];
        if (source === undefined || target === undefined) return null;
        const owner = byId.get(namespace)?.service.service.name ?? namespace;
        const evidence = [...insideNamespace(source), ...insideNamespace(target)];
        return { from, to, means: { kind: 'namespace', owner }, ports: everyPort(target), evidence };
      },
    }));
}

function insideNamespace(endpoint: Endpoint): readonly Evidence[] {
  const { sharing, service } = endpoint.service;
  if (endpoint.onHost) return onHostNetwork(endpoint);
  return sharing.length > 0 ? sharing : [{ at: service.at, note: `${service.name} has the network namespace` }];
}

function networks(topology: Topology, { byId, traits }: Endpoints): readonly EngineChannel[] {
  return [...topology.networks.values()].flatMap(({ id, key: name, members }) => {
    const { layer, open } = traits.get(id) ?? { layer: 'bridge', open: NOBODY };
    const meeting = members.filter((member) => meetsOn(byId.get(member), id, open));
    if (meeting.length < 2) return [];
    const kind = layer === 'lan' ? 'macvlan' : 'network';
    const flow = (from: NodeId, to: NodeId): EngineFlow | null => {
      const [source, target] = [byId.get(from), byId.get(to)];
      if (source === undefined || target === undefined || source.namespace === target.namespace) return null;
      const evidence = [...joiningNetwork(target, id, topology), ...joiningNetwork(source, id, topology)];
      return { from, to, means: { kind, network: id, name }, ports: everyPort(target), evidence };
    };
    return [
      { id, kind, sources: meeting, targets: meeting.filter((member) => byId.get(member)?.accepts === true), flow },
    ];
  });
}

const NOBODY: ReadonlySet<AddressFamily> = new Set();

/** Whether the endpoint has an address on the network by which members of it connect to each other. */
function meetsOn(endpoint: Endpoint | undefined, network: NodeId, open: ReadonlySet<AddressFamily>): boolean {
  const join = endpoint?.joins.find(({ attachment }) => attachment.network === network);
  return join !== undefined && [...join.traits.families.keys()].some((family) => open.has(family));
}

function ids(endpoints: readonly Endpoint[]): readonly NodeId[] {
  return endpoints.map(({ service }) => service.id);
}
