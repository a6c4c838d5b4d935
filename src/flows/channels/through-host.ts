import { addTo } from '../../words/grouped.ts';
import { type EngineChannel, withBothEnds } from '../channel.ts';
import type { ChannelBasis, Endpoint, Endpoints, Join } from './endpoints.ts';
import { fromHost, toHost, toHostNetwork } from './from-host.ts';
import { atPorts, flowTo, wayOf } from './host-way.ts';
import { joinsAcross, joinsTowards } from './host-route.ts';
import type { Publication } from '../../topology/engine/publishing.ts';
import { ids } from './without-ends.ts';
import type { Topology } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** Services and the host itself that meet at the host: its addresses in the networks, its published ports, its own network. */
export function channelsThroughHost(topology: Topology, endpoints: Endpoints): readonly EngineChannel[] {
  const basis = { topology, endpoints };
  return withBothEnds([
    ...fromHost(basis),
    ...acrossNetworks(basis),
    ...withinNetwork(basis),
    toHostNetwork(basis),
    toHost(basis),
  ]);
}

/**
 * Published ports serve containers of other networks: docker-proxy takes their connections, or the engine lets through what it rewrites.
 */
function acrossNetworks(basis: ChannelBasis): readonly EngineChannel[] {
  const { topology, endpoints } = basis;
  const kind = (publication: Publication, target: Endpoint): string => {
    const { family, scope, address, by } = publication;
    return [family, scope === 'every' ? '*' : address, by, ...barredTo(target, publication, endpoints)].join(' ');
  };
  return [...grouped(endpoints.all, kind)].map(([key, group]) => {
    const barred = new Set(barredTo(group.first, group.sample, endpoints));
    const ways = (source: Endpoint): readonly Join[] =>
      joinsAcross(source, group.sample, barred, topology, endpoints.engine);
    const sources = endpoints.all.filter((source) => ways(source).length > 0);
    return channel(`through-host:${key}`, ids(sources), group, ways, basis);
  });
}

/**
 * Networks from which rewritten connections to a published port fail: its own one where that keeps its members apart, and those that the
 * target is on too and from which they come under the source's own address: its answer takes the short way and is not rewritten back, unless
 * the engine has the host filter what passes a bridge.
 */
function barredTo({ joins }: Endpoint, { by, family, network }: Publication, endpoints: Endpoints): readonly NodeId[] {
  if (by !== 'forward' || endpoints.engine.rewrittenPortsCross[family] === 'none') return [];
  return joins.flatMap(({ attachment, traits }) => {
    const isShut = attachment.network === network && !traits.open.has(family);
    const isShort =
      !endpoints.bridgesFiltered &&
      attachment.network !== network &&
      traits.families.get(family)?.masquerades === false;
    return isShut || isShort ? [attachment.network] : [];
  });
}

/**
 * A port that is rewritten on its way stays reachable within the network it leads into. Without docker-proxy that is the only way, as
 * far as members of the network meet at all; with it, the engine does not rewrite what comes from that network.
 */
function withinNetwork(basis: ChannelBasis): readonly EngineChannel[] {
  const { topology, endpoints } = basis;
  const { userlandProxy } = endpoints.engine;
  const matters = ({ network, family }: Publication): boolean => {
    const traits = endpoints.traits.get(network);
    return userlandProxy ? traits?.families.get(family)?.toProxy !== true : traits?.open.has(family) === true;
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
  /** Whose the sample is. */
  readonly first: Endpoint;
  readonly served: Map<NodeId, Publication[]>;
}

function grouped(
  all: readonly Endpoint[],
  kind: (publication: Publication, target: Endpoint) => string | null,
): ReadonlyMap<string, PublicationGroup> {
  const groups = new Map<string, PublicationGroup>();
  for (const target of all) {
    const { id } = target.service;
    for (const publication of target.publications) {
      const key = publication.scope === 'loopback' ? null : kind(publication, target);
      if (key === null) continue;
      const group = groups.get(key) ?? { sample: publication, first: target, served: new Map<NodeId, Publication[]>() };
      groups.set(key, group);
      addTo(group.served, id, publication);
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
): EngineChannel {
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
