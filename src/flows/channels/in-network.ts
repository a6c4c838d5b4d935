import { type Channel, used } from '../channel.ts';
import type { Endpoint, Endpoints } from './endpoints.ts';
import { everyPort, joiningNetwork, onHostNetwork } from './evidence.ts';
import type { Flow } from '../flow.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** Services that reach each other without leaving their network: one network namespace, or one network. */
export function channelsWithin(topology: Topology, endpoints: Endpoints): readonly Channel[] {
  return used([...namespaces(endpoints), ...networks(topology, endpoints)]);
}

function namespaces({ all, byId }: Endpoints): readonly Channel[] {
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

function networks(topology: Topology, { byId, traits }: Endpoints): readonly Channel[] {
  return [...topology.networks.values()].flatMap(({ id, key: name, members }) => {
    const { layer, open } = traits.get(id) ?? { layer: 'bridge', open: true };
    if (!open || members.length < 2) return [];
    const kind = layer === 'lan' ? 'macvlan' : 'network';
    const flow = (from: NodeId, to: NodeId): Flow | null => {
      const [source, target] = [byId.get(from), byId.get(to)];
      if (source === undefined || target === undefined || source.namespace === target.namespace) return null;
      const evidence = [...joiningNetwork(target, id, topology), ...joiningNetwork(source, id, topology)];
      return { from, to, means: { kind, network: id, name }, ports: everyPort(target), evidence };
    };
    return [
      { id, kind, sources: members, targets: members.filter((member) => byId.get(member)?.accepts === true), flow },
    ];
  });
}

function ids(endpoints: readonly Endpoint[]): readonly NodeId[] {
  return endpoints.map(({ service }) => service.id);
}
