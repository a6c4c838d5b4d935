import type { Service } from '../../compose/project.ts';
import type { Located } from '../../compose/source.ts';
import type { Engine } from '../../engines/engine.ts';
import type { AddressFamily } from '../../engines/address-family.ts';
import { type NetworkTraits, traitsOf } from '../../engines/network/traits.ts';
import { hasNoIpv6, type Join, joinsOf, withoutIpv6 } from '../../topology/engine/joins.ts';
import { CLOSED, type Opening, openingOf, type Publication } from '../../topology/engine/publishing.ts';
import type { Topology, TopologyAttachment, TopologyService } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

export type { Join };

/** A service as the engine sets up its network: what channels are derived from. */
export interface Endpoint {
  readonly service: TopologyService;
  /** Equal for services that share a network namespace. */
  readonly namespace: string;
  readonly onHost: boolean;
  /** The service's process takes connections, as far as anybody knows. */
  readonly accepts: boolean;
  readonly joins: readonly Join[];
  readonly gateways: Opening['gateways'];
  /** What the engine opens of its namespace, whoever in it listens. */
  readonly opening: Opening;
  /** Ports of the host that lead to this service. */
  readonly publications: readonly Publication[];
  /** Ports that are let through to its own address. */
  readonly routed: Opening['routed'];
}

export interface Endpoints {
  readonly all: readonly Endpoint[];
  readonly byId: ReadonlyMap<NodeId, Endpoint>;
  readonly traits: ReadonlyMap<NodeId, NetworkTraits>;
  readonly engine: Engine;
  /** The engine has switched on `bridge-nf-call-iptables`, for a network that keeps its members apart or for want of docker-proxy: measured. */
  readonly bridgesFiltered: boolean;
}

/** A topology with its endpoints: what every kind of channel is derived from. */
export interface ChannelBasis {
  readonly topology: Topology;
  readonly endpoints: Endpoints;
}

/** Endpoints of all services of `topology` that are started, in its order, as `engine` sets them up; ports of `protocol` only. */
export function endpointsOf(topology: Topology, engine: Engine, protocol: Protocol = 'any'): Endpoints {
  const traits = new Map([...topology.networks].map(([id, network]) => [id, traitsOf(network, engine)]));
  const setups = new Map<NodeId, Setup>();
  const blind = new Set(
    [...topology.services.values()].flatMap(({ service, namespace }) =>
      namespace.kind === 'own' && hasNoIpv6(service) ? [namespace.owner] : [],
    ),
  );
  const setup = (owner: NodeId): Setup => {
    const { attachments, service } = topology.services.get(owner) ?? NOBODY;
    const found = setups.get(owner) ?? setupOf(attachments, service, topology, traits, engine, blind.has(owner));
    setups.set(owner, found);
    return found;
  };
  const started = [...topology.services.values()].filter(({ service }) => service.replicas > 0);
  const all = started.map((service): Endpoint => {
    const { namespace } = service;
    const { joins, opening } = namespace.kind === 'own' ? setup(namespace.owner) : NO_SETUP;
    const leadsHere = new Set(service.ports.filter((port) => protocol === 'any' || port.protocol === protocol));
    return {
      service,
      namespace: namespaceKey(service),
      onHost: namespace.kind === 'host',
      accepts: service.listens === null || service.listens.length > 0,
      joins,
      gateways: opening.gateways,
      opening,
      publications: opening.publications.filter(({ port }) => leadsHere.has(port)),
      routed: opening.routed.filter(({ port }) => leadsHere.has(port)),
    };
  });
  const bridgesFiltered =
    !engine.userlandProxy ||
    all.some(({ joins }) =>
      joins.some(({ traits: { layer, open, families } }) => layer === 'bridge' && open.size < families.size),
    );
  return {
    all,
    byId: new Map(all.map((endpoint) => [endpoint.service.id, endpoint])),
    traits,
    engine,
    bridgesFiltered,
  };
}

/** What a connection is made over. */
export const PROTOCOLS = ['tcp', 'udp', 'any'] as const;

export type Protocol = (typeof PROTOCOLS)[number];

interface Setup {
  readonly joins: readonly Join[];
  readonly opening: Opening;
}

const NO_SETUP: Setup = { joins: [], opening: CLOSED };

/** A service that joins the namespace later may take IPv6 from it: what the engine has set up for that leads nowhere then. */
function setupOf(
  attachments: TopologyService['attachments'],
  service: Pick<Service, 'sysctls' | 'ports'>,
  topology: Topology,
  traits: Endpoints['traits'],
  engine: Engine,
  isBlind: boolean,
): Setup {
  const joins = joinsOf(attachments, service, topology.networks, traits, engine);
  const opening = openingOf(joins, service.ports, engine);
  if (!isBlind || hasNoIpv6(service)) return { joins, opening };
  return {
    joins: withoutIpv6(joins),
    opening: {
      ...opening,
      publications: opening.publications.filter(({ family, by }) => family === 'ipv4' || by === 'proxy'),
      routed: opening.routed.filter(({ family }) => family === 'ipv4'),
    },
  };
}

const NOBODY = {
  attachments: new Map<NodeId, TopologyAttachment>(),
  service: { ports: [], sysctls: new Map<string, Located<string | null>>() },
};

function namespaceKey({ namespace }: TopologyService): string {
  switch (namespace.kind) {
    case 'own':
    case 'none':
      return namespace.owner;
    case 'host':
      return 'host';
    case 'foreign':
      return `container:${namespace.container}`;
  }
}

/** Networks by which it reaches addresses of the host that need routing, in one family. */
export function routes(endpoint: Endpoint, family: AddressFamily): readonly Join[] {
  return endpoint.joins.filter(
    ({ traits }) => traits.layer === 'bridge' && !traits.internal && traits.families.get(family)?.host === true,
  );
}

/** Networks in which the host has an address, internal ones too. */
export function meetsHost(endpoint: Endpoint): readonly Join[] {
  return endpoint.joins.filter(({ traits }) => [...traits.families.values()].some(({ host }) => host));
}
