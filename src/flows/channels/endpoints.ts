import type { Assumptions } from '../../topology/assumptions.ts';
import { engineOf } from '../../engines/engines.ts';
import { type NetworkTraits, traitsOf } from '../../engines/network/traits.ts';
import { type Opening, openingOf, type Publication } from '../../topology/engine/publishing.ts';
import type { Topology, TopologyAttachment, TopologyService } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';
import type { AddressFamily } from '../../engines/network/subnet.ts';

/** A service as the engine sets up its network: what channels are derived from. */
export interface Endpoint {
  readonly service: TopologyService;
  /** Equal for services that share a network namespace. */
  readonly namespace: string;
  readonly onHost: boolean;
  /** Its process takes TCP connections, as far as anybody knows. */
  readonly accepts: boolean;
  readonly joins: readonly Join[];
  readonly gateways: Opening['gateways'];
  /** TCP ports of the host that lead to this service. */
  readonly publications: readonly Publication[];
  /** TCP ports that are let through to its own address. */
  readonly routed: Opening['routed'];
}

export interface Join {
  readonly attachment: TopologyAttachment;
  readonly traits: NetworkTraits;
}

export interface Endpoints {
  readonly all: readonly Endpoint[];
  readonly byId: ReadonlyMap<NodeId, Endpoint>;
  readonly traits: ReadonlyMap<NodeId, NetworkTraits>;
}

/** A topology with its endpoints: what every kind of channel is derived from. */
export interface ChannelBasis {
  readonly topology: Topology;
  readonly endpoints: Endpoints;
}

/** Endpoints of all services of `topology`, in its order. */
export function endpointsOf(topology: Topology, assumptions: Assumptions): Endpoints {
  const engine = engineOf(assumptions.engine);
  const traits = new Map([...topology.networks].map(([id, network]) => [id, traitsOf(network, engine)]));
  const openings = new Map<NodeId, Opening>();
  const opening = (owner: NodeId): Opening => {
    const { attachments, service } = topology.services.get(owner) ?? NOBODY;
    const found = openings.get(owner) ?? openingOf(attachments, service.ports, topology.networks, traits, engine);
    openings.set(owner, found);
    return found;
  };
  const all = [...topology.services.values()].map((service): Endpoint => {
    const { namespace } = service;
    const opened = namespace.kind === 'own' ? opening(namespace.owner) : null;
    const leadsHere = new Set(service.ports.filter(({ protocol }) => protocol === 'tcp'));
    return {
      service,
      namespace: namespaceKey(service),
      onHost: namespace.kind === 'host',
      accepts: service.listens === null || service.listens.length > 0,
      joins: [...service.attachments.values()].flatMap((attachment) => {
        const found = traits.get(attachment.network);
        return found === undefined ? [] : [{ attachment, traits: found }];
      }),
      gateways: opened?.gateways ?? new Map(),
      publications: opened?.publications.filter(({ port }) => leadsHere.has(port)) ?? [],
      routed: opened?.routed.filter(({ port }) => leadsHere.has(port)) ?? [],
    };
  });
  return { all, byId: new Map(all.map((endpoint) => [endpoint.service.id, endpoint])), traits };
}

const NOBODY = { attachments: new Map<NodeId, TopologyAttachment>(), service: { ports: [] } };

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
