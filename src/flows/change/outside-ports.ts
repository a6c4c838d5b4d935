import { enginesOf } from '../../engines/engines.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import type { NetworkTraits } from '../../engines/network/traits.ts';
import { type Endpoint, type Endpoints, endpointsOf } from '../channels/endpoints.ts';
import { unprotectedJoins } from '../channels/host-route.ts';
import type { Topology } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

/**
 * Ports that the own `ports` of each service open to other machines: `5432/tcp`, UDP too; `*` for every port, as on the host's network. Services
 * that open none are left out. Open on one engine that counts is open.
 */
export function outsidePortsOf(topology: Topology, { engine }: Assumptions): ReadonlyMap<NodeId, ReadonlySet<string>> {
  const ports = new Map<NodeId, Set<string>>();
  for (const one of enginesOf(engine)) {
    const { all, traits } = endpointsOf(topology, one);
    for (const endpoint of all) {
      const opened = [...everyPort(endpoint), ...ownPorts(endpoint, traits)];
      if (opened.length === 0) continue;
      const known = ports.get(endpoint.service.id) ?? new Set();
      ports.set(endpoint.service.id, known);
      for (const port of opened) known.add(port);
    }
  }
  return ports;
}

function everyPort(endpoint: Endpoint): readonly string[] {
  const beside = endpoint.joins.some(({ traits }) => traits.layer === 'lan');
  const entered = endpoint.joins.some(({ traits }) => !traits.internal && isEntered(traits));
  return endpoint.onHost || beside || entered || unprotectedJoins(endpoint).length > 0 ? ['*'] : [];
}

function isEntered({ directRouting, families }: NetworkTraits): boolean {
  return [...families.values()].some(({ host, unfiltered }) => host && (unfiltered || directRouting === 'every-port'));
}

function ownPorts({ service: { id, namespace }, opening }: Endpoint, traits: Endpoints['traits']): readonly string[] {
  if (namespace.kind !== 'own' || namespace.owner !== id) return [];
  const { publications, routed } = opening;
  const open = publications.filter(
    ({ scope, network, by }) =>
      scope !== 'loopback' || (by === 'forward' && traits.get(network)?.directRouting === 'published'),
  );
  return [...open, ...routed].map(({ port }) => `${String(port.target)}/${port.protocol}`);
}
