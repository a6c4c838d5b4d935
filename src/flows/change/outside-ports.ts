import type { Assumptions } from '../../topology/assumptions.ts';
import { type Endpoints, endpointsOf } from '../channels/endpoints.ts';
import { unprotectedJoins } from '../channels/host-route.ts';
import { engineOf } from '../../engines/engines.ts';
import { openingOf } from '../../topology/engine/publishing.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

/**
 * Ports that the own `ports` of each service open to other machines: `5432/tcp`, UDP too; `*` for every port, as on the host's network. Services
 * that open none are left out.
 */
export function outsidePortsOf(topology: Topology, assumptions: Assumptions): ReadonlyMap<NodeId, ReadonlySet<string>> {
  const endpoints = endpointsOf(topology, assumptions);
  const ports = new Map<NodeId, ReadonlySet<string>>();
  for (const service of topology.services.values()) {
    const opened = new Set([...everyPort(service, endpoints), ...ownPorts(service, topology, endpoints, assumptions)]);
    if (opened.size > 0) ports.set(service.id, opened);
  }
  return ports;
}

function everyPort({ id }: TopologyService, { byId }: Endpoints): readonly string[] {
  const endpoint = byId.get(id);
  if (endpoint === undefined) return [];
  const beside = endpoint.joins.some(({ traits }) => traits.layer === 'lan');
  const unprotected = unprotectedJoins(endpoint).length > 0;
  return endpoint.onHost || beside || unprotected ? ['*'] : [];
}

function ownPorts(
  { id, namespace, attachments, service }: TopologyService,
  { networks }: Topology,
  { traits }: Endpoints,
  { engine }: Assumptions,
): readonly string[] {
  if (namespace.kind !== 'own' || namespace.owner !== id || service.ports.length === 0) return [];
  const { publications, routed } = openingOf(attachments, service.ports, networks, traits, engineOf(engine));
  const open = publications.filter(
    ({ scope, network, by }) =>
      scope !== 'loopback' || (by === 'forward' && traits.get(network)?.directRouting === true),
  );
  return [...open, ...routed].map(({ port }) => `${String(port.target)}/${port.protocol}`);
}
