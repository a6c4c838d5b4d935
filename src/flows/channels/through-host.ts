import type { Assumptions } from '../../topology/assumptions.ts';
import { engineOf } from '../../engines/engines.ts';
import { type Channel, used } from '../channel.ts';
import type { ChannelBasis, Endpoint, Endpoints, Join } from './endpoints.ts';
import { fromHost, toHostNetwork } from './from-host.ts';
import { atPorts, flowTo, wayOf } from './host-way.ts';
import { joinsToProxy, joinsTowards } from './host-route.ts';
import type { Publication } from '../../topology/engine/publishing.ts';
import { ids } from './without-ends.ts';
import type { Topology } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** Services and the host itself that meet at the host: its addresses in the networks, its published ports, its own network. */
export function channelsThroughHost(
  topology: Topology,
  endpoints: Endpoints,
  { engine }: Assumptions,
): readonly Channel[] {
  const basis = { topology, endpoints };
  const { userlandProxy } = engineOf(engine);
  return used([
    ...fromHost(basis),
    ...(userlandProxy ? proxied(basis) : []),
    ...withinNetwork(basis, userlandProxy),
    toHostNetwork(basis),
  ]);
}

/** docker-proxy serves published ports to every container that gets to it, whatever its network. */
function proxied(basis: ChannelBasis): readonly Channel[] {
  const kind = ({ family, scope, address, by }: Publication): string =>
    [family, scope === 'every' ? '*' : address, by].join(' ');
  return [...grouped(basis.endpoints.all, kind)].map(([key, group]) => {
    const ways = (source: Endpoint): readonly Join[] => joinsToProxy(source, group.sample, basis.topology);
    const sources = basis.endpoints.all.filter((source) => ways(source).length > 0);
    return channel(`through-host:${key}`, ids(sources), group, ways, basis);
  });
}

/**
 * A port that is rewritten on its way stays reachable within the network it leads into. Without docker-proxy that is the only way, as
 * far as members of the network meet at all; with it, the engine does not rewrite what comes from that network.
 */
function withinNetwork(basis: ChannelBasis, userlandProxy: boolean): readonly Channel[] {
  const { topology, endpoints } = basis;
  const matters = ({ network, family }: Publication): boolean => {
    const traits = endpoints.traits.get(network);
    return userlandProxy ? traits?.families.get(family)?.toProxy !== true : traits?.open === true;
  };
  const kind = (publication: Publication): string | null => {
    const { family, scope, address, by, network } = publication;
    return by === 'forward' && matters(publication)
      ? [network, family, scope === 'every' ? '*' : address].join(' ')
      : null;
  };
  return [...grouped(endpoints.all, kind)].map(([key, group]) => {
    const { network } = group.sample;
    const ways = (source: Endpoint): readonly Join[] =>
      joinsTowards(source, group.sample, topology).filter(({ attachment }) => attachment.network === network);
    const members = topology.networks.get(network)?.members ?? [];
    const sources = members.flatMap((id) => endpoints.byId.get(id) ?? []).filter((source) => ways(source).length > 0);
    return channel(`through-host:${key}`, ids(sources), group, ways, basis);
  });
}

/** Publications that the same sources get to. */
interface PublicationGroup {
  readonly sample: Publication;
  readonly served: Map<NodeId, Publication[]>;
}

function grouped(
  all: readonly Endpoint[],
  kind: (publication: Publication) => string | null,
): ReadonlyMap<string, PublicationGroup> {
  const groups = new Map<string, PublicationGroup>();
  for (const { service, publications } of all) {
    for (const publication of publications) {
      const key = publication.scope === 'loopback' ? null : kind(publication);
      if (key === null) continue;
      const { sample, served } = groups.get(key) ?? { sample: publication, served: new Map<NodeId, Publication[]>() };
      groups.set(key, { sample, served });
      served.set(service.id, [...(served.get(service.id) ?? []), publication]);
    }
  }
  return groups;
}

function channel(
  id: string,
  sources: readonly NodeId[],
  { served }: PublicationGroup,
  ways: (source: Endpoint) => readonly Join[],
  { topology, endpoints: { byId } }: ChannelBasis,
): Channel {
  return {
    id,
    kind: 'through-host',
    sources,
    targets: [...served.keys()],
    flow: (from, to) =>
      flowTo(byId.get(to), (target) =>
        atPorts(from, { kind: 'through-host' }, target, served.get(to) ?? [], wayOf(byId.get(from), ways, topology)),
      ),
  };
}
