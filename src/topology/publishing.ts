import type { Port } from '../compose/project.ts';
import { compareText } from '../compose/source.ts';
import type { EngineSettings } from './assumptions.ts';
import { FAMILIES, knows, type Family, type NetworkTraits } from './bridge.ts';
import type { NodeId, TopologyAttachment, TopologyNetwork } from './topology.ts';

/** A host port that the engine serves. */
export interface Publication {
  readonly port: Port;
  /** Family of the host's address. */
  readonly family: Family;
  readonly address: string;
  readonly scope: 'loopback' | 'every' | 'address';
  /** `forward`: rewritten on its way into `network`. `proxy`: only docker-proxy takes it, from IPv6 to an IPv4 container. */
  readonly by: 'forward' | 'proxy';
  readonly network: NodeId;
}

/** How the engine opens the ports of one network namespace. They are set up on one network for each family: the gateway network. */
export interface Opening {
  readonly gateways: ReadonlyMap<Family, NodeId>;
  readonly publications: readonly Publication[];
  /** Container ports that a `routed` gateway network lets through to their own address. */
  readonly routed: readonly { readonly port: Port; readonly family: Family; readonly network: NodeId }[];
}

export const CLOSED: Opening = { gateways: new Map(), publications: [], routed: [] };

/** Opening of the namespace that `attachments` belong to, whose owner has `ports`. */
export function openingOf(
  attachments: ReadonlyMap<NodeId, TopologyAttachment>,
  ports: readonly Port[],
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: EngineSettings,
): Opening {
  const ranked = gatewayOrder(attachments, networks, traits, engine);
  const gateways = new Map<Family, NodeId>();
  for (const family of FAMILIES) {
    const network = ranked.find((id) => traits.get(id)?.families.get(family)?.host === true);
    if (network !== undefined) gateways.set(family, network);
  }
  const opened: Opening = { gateways, publications: [], routed: [] };
  if (gateways.size === 0 || ports.length === 0) return opened;
  const isRouted = (family: Family): boolean =>
    traits.get(gateways.get(family) ?? '')?.families.get(family)?.mode === 'routed';
  return {
    gateways,
    publications: ports.flatMap((port) =>
      hostAddresses(port, traits.get(gateways.get('ipv4') ?? '')).flatMap((host) =>
        publish(port, host, gateways, isRouted, engine),
      ),
    ),
    routed: [...gateways].flatMap(([family, network]) =>
      isRouted(family) ? ports.map((port) => ({ port, family, network })) : [],
    ),
  };
}

/** Networks that can be the way out, the preferred first; moby `Endpoint.Less`. */
function gatewayOrder(
  attachments: ReadonlyMap<NodeId, TopologyAttachment>,
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: EngineSettings,
): readonly NodeId[] {
  const priority = (id: NodeId): number =>
    knows(engine, 'gateway-priority') ? (attachments.get(id)?.attachment.gatewayPriority ?? 0) : 0;
  const name = (id: NodeId): string => networks.get(id)?.name ?? id;
  return [...attachments.keys()]
    .filter((id) => traits.get(id)?.layer === 'bridge' && !(traits.get(id)?.internal ?? true))
    .sort(
      (a, b) =>
        priority(b) - priority(a) || weight(traits.get(b)) - weight(traits.get(a)) || compareText(name(a), name(b)),
    );
}

/** A network with gateways of both families comes before one with IPv6 only, and that before one with IPv4 only. */
function weight(traits: NetworkTraits | undefined): number {
  return (traits?.families.has('ipv4') === true ? 1 : 0) + (traits?.families.has('ipv6') === true ? 2 : 0);
}

interface HostAddress {
  readonly family: Family;
  readonly address: string;
}

const EVERY_ADDRESS: readonly HostAddress[] = [
  { family: 'ipv4', address: '0.0.0.0' },
  { family: 'ipv6', address: '::' },
];

function hostAddresses({ hostIp }: Port, gateway: NetworkTraits | undefined): readonly HostAddress[] {
  const stated = hostIp ?? gateway?.bindingAddress ?? '';
  if (stated === '') return EVERY_ADDRESS;
  if (hostIp === null && stated === '0.0.0.0') return EVERY_ADDRESS;
  const address = stated.replace(/^\[|\]$/g, '');
  return [{ family: address.includes(':') ? 'ipv6' : 'ipv4', address }];
}

function publish(
  port: Port,
  { family, address }: HostAddress,
  gateways: ReadonlyMap<Family, NodeId>,
  isRouted: (family: Family) => boolean,
  engine: EngineSettings,
): readonly Publication[] {
  const scope = scopeOf(address);
  const own = gateways.get(family);
  if (own !== undefined && !isRouted(family)) {
    const forwards = family === 'ipv4' || knows(engine, 'ipv6-filter');
    if (!forwards && !engine.userlandProxy) return [];
    return [{ port, family, address, scope, by: forwards ? 'forward' : 'proxy', network: own }];
  }
  const other = gateways.get('ipv4');
  if (family === 'ipv4' || own !== undefined || other === undefined || !engine.userlandProxy) return [];
  return [{ port, family, address, scope, by: 'proxy', network: other }];
}

function scopeOf(address: string): Publication['scope'] {
  if (address === '0.0.0.0' || /^[0:]+$/.test(address)) return 'every';
  return address.startsWith('127.') || /^[0:]*:0*1$/.test(address) ? 'loopback' : 'address';
}
