import type { Assumptions } from './assumptions.ts';
import { FAMILIES, knows, type Family } from './bridge.ts';
import { used, type Channel } from './channel.ts';
import { routes, type Endpoint, type Endpoints, type Join } from './endpoints.ts';
import { fromHost, toHostNetwork } from './from-host.ts';
import { atPorts, flowTo, wayOf } from './host-way.ts';
import type { Publication } from './publishing.ts';
import { ids } from './reach.ts';
import type { NodeId, Topology } from './topology.ts';

/** Services and the host itself that meet at the host: its addresses in the networks, its published ports, its own network. */
export function channelsThroughHost(
  topology: Topology,
  endpoints: Endpoints,
  { engine }: Assumptions,
): readonly Channel[] {
  const stage = { topology, endpoints };
  const published = engine.userlandProxy
    ? [...FAMILIES.map((family) => proxied(stage, family)), hole(stage, knows(engine, 'ipv6-filter'))]
    : forwarded(stage);
  return used([...fromHost(stage), ...published, toHostNetwork(stage)]);
}

interface Stage {
  readonly topology: Topology;
  readonly endpoints: Endpoints;
}

/** docker-proxy serves published ports to every container that routes to the host, whatever its network. */
function proxied({ topology, endpoints: { all, byId } }: Stage, family: Family): Channel {
  const served = (endpoint: Endpoint): readonly Publication[] =>
    endpoint.publications.filter((publication) => publication.family === family && publication.scope !== 'loopback');
  return {
    id: `through-host:${family}`,
    kind: 'through-host',
    sources: ids(all.filter((endpoint) => routes(endpoint, family).length > 0)),
    targets: ids(all.filter((endpoint) => served(endpoint).length > 0)),
    flow: (from, to) =>
      flowTo(byId.get(to), (target) => {
        const way = wayOf(byId.get(from), (source) => routes(source, family), topology);
        return atPorts(from, { kind: 'through-host' }, target, served(target), way);
      }),
  };
}

/**
 * `internal` does not filter what is sent to the host itself. Over IPv4 the engine rewrites published ports before that counts; over IPv6
 * it does so only where the container has an IPv6 address (and never, before it filtered IPv6), and docker-proxy takes the rest.
 */
function hole({ topology, endpoints: { all, byId } }: Stage, filters: boolean): Channel {
  const served = (endpoint: Endpoint): readonly Publication[] =>
    endpoint.publications.filter(
      ({ family, scope, by }) => family === 'ipv6' && scope === 'every' && (by === 'proxy' || !filters),
    );
  const internal = (endpoint: Endpoint): readonly Join[] =>
    endpoint.joins.filter(
      ({ traits }) => traits.layer === 'bridge' && traits.internal && traits.families.get('ipv6')?.host === true,
    );
  return {
    id: 'through-host:internal-ipv6',
    kind: 'through-host',
    sources: ids(all.filter((endpoint) => internal(endpoint).length > 0)),
    targets: ids(all.filter((endpoint) => served(endpoint).length > 0)),
    flow: (from, to) =>
      flowTo(byId.get(to), (target) =>
        atPorts(from, { kind: 'through-host' }, target, served(target), wayOf(byId.get(from), internal, topology)),
      ),
  };
}

/** Without docker-proxy a published port is only rewritten, and the way back exists only within the network it leads through. */
function forwarded({ topology, endpoints: { all, byId, traits } }: Stage): readonly Channel[] {
  const targets = new Map<NodeId, Endpoint[]>();
  const served = (endpoint: Endpoint, network: NodeId): readonly Publication[] =>
    endpoint.publications.filter(
      ({ scope, by, network: through }) => scope !== 'loopback' && by === 'forward' && through === network,
    );
  for (const endpoint of all) {
    for (const network of new Set(endpoint.publications.map(({ network }) => network))) {
      if (served(endpoint, network).length === 0 || traits.get(network)?.open !== true) continue;
      const reached = targets.get(network) ?? [];
      targets.set(network, reached);
      reached.push(endpoint);
    }
  }
  return [...targets].map(([network, reached]) => ({
    id: `through-host:${network}`,
    kind: 'through-host',
    sources: topology.networks.get(network)?.members ?? [],
    targets: ids(reached),
    flow: (from, to) =>
      flowTo(byId.get(to), (target) => {
        const inside = (source: Endpoint): readonly Join[] =>
          source.joins.filter(({ attachment }) => attachment.network === network);
        return atPorts(
          from,
          { kind: 'through-host' },
          target,
          served(target, network),
          wayOf(byId.get(from), inside, topology),
        );
      }),
  }));
}
