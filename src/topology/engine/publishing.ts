import type { Port } from '../../compose/project.ts';
import { compareText } from '../../compose/source.ts';
import type { NetworkTraits } from '../../engines/network/traits.ts';
import type { TopologyAttachment, TopologyNetwork } from '../topology.ts';
import type { NodeId } from '../node-id.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from '../../engines/network/subnet.ts';
import type { Engine } from '../../engines/engine.ts';

/** A host port that the engine serves. */
export interface Publication {
  readonly port: Port;
  /** Family of the host's address. */
  readonly family: AddressFamily;
  readonly address: string;
  readonly scope: 'loopback' | 'every' | 'address';
  /** `forward`: rewritten on its way into `network`. `proxy`: only docker-proxy takes it, from IPv6 to an IPv4 container. */
  readonly by: 'forward' | 'proxy';
  readonly network: NodeId;
}

/** How the engine opens the ports of one network namespace. They are set up on one network for each family: the gateway network. */
export interface Opening {
  readonly gateways: ReadonlyMap<AddressFamily, NodeId>;
  readonly publications: readonly Publication[];
  /** Container ports that a `routed` gateway network lets through to their own address. */
  readonly routed: readonly { readonly port: Port; readonly family: AddressFamily; readonly network: NodeId }[];
}

export const CLOSED: Opening = { gateways: new Map(), publications: [], routed: [] };

/** Opening of the namespace that `attachments` belong to, whose owner has `ports`. */
export function openingOf(
  attachments: ReadonlyMap<NodeId, TopologyAttachment>,
  ports: readonly Port[],
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: Engine,
): Opening {
  const ranked = gatewayOrder(attachments, networks, traits, engine);
  const gateways = gatewaysOf(ranked, traits, engine);
  const bindings = ports.flatMap((port) => bindingsOf(port, gateways, traits, engine));
  return {
    gateways,
    publications: bindings.flatMap((binding) => (binding.kind === 'published' ? [binding.publication] : [])),
    routed: bindings.flatMap((binding) => (binding.kind === 'routed' ? [binding.opened] : [])),
  };
}

/** Networks that can give a default route, the preferred first. */
function gatewayOrder(
  attachments: ReadonlyMap<NodeId, TopologyAttachment>,
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: Engine,
): readonly NodeId[] {
  const priority = (id: NodeId): number =>
    engine.gatewayChoice !== 'one-by-name' ? (attachments.get(id)?.attachment.gatewayPriority ?? 0) : 0;
  const name = (id: NodeId): string => networks.get(id)?.name ?? id;
  return [...attachments.keys()]
    .filter((id) => !(traits.get(id)?.internal ?? true))
    .sort((a, b) => priority(b) - priority(a) || compareText(name(a), name(b)));
}

/**
 * The network that gives the default route of each family, even where that leads nowhere.
 */
function gatewaysOf(
  ranked: readonly NodeId[],
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: Engine,
): ReadonlyMap<AddressFamily, NodeId> {
  const has = (id: NodeId, family: AddressFamily): boolean => traits.get(id)?.families.has(family) === true;
  const both =
    engine.gatewayChoice === 'both-families-first'
      ? ranked.find((id) => ADDRESS_FAMILIES.every((family) => has(id, family)))
      : ranked.find((id) => has(id, 'ipv4'));
  return new Map(
    ADDRESS_FAMILIES.flatMap((family) => {
      const found = both === undefined ? ranked.find((id) => has(id, family)) : [both].find((id) => has(id, family));
      return found === undefined ? [] : [[family, found] as const];
    }),
  );
}

type Binding =
  | { readonly kind: 'published'; readonly publication: Publication }
  | { readonly kind: 'routed'; readonly opened: Opening['routed'][number] };

/** What the engine sets up for one port, in each family for itself. */
function bindingsOf(
  port: Port,
  gateways: ReadonlyMap<AddressFamily, NodeId>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: Engine,
): readonly Binding[] {
  return ADDRESS_FAMILIES.flatMap((family): readonly Binding[] => {
    const own = gateways.get(family);
    // A container without IPv6 is served by docker-proxy.
    const network = own ?? gateways.get('ipv4');
    const found = traits.get(network ?? '');
    const at = found?.families.get(own === undefined ? 'ipv4' : family);
    const address = hostAddress(port, family, found?.bindingAddress ?? null);
    if (network === undefined || at?.host !== true || address === null) return [];
    if (found?.modes[family] === 'routed')
      return own === undefined ? [] : [{ kind: 'routed', opened: { port, family, network } }];
    const forwards = own !== undefined && (family === 'ipv4' || engine.ipv6Filtered);
    // The kernel rewrites nothing that goes to ::1 (for 127.0.0.1 the engine sets route_localnet).
    const isRewritten = forwards && !(family === 'ipv6' && scopeOf(address) === 'loopback');
    if (!isRewritten && !engine.userlandProxy) return [];
    const by = forwards ? 'forward' : 'proxy';
    return [{ kind: 'published', publication: { port, family, address, scope: scopeOf(address), by, network } }];
  });
}

/** Address of the host that a port is bound to in one family; `null`, if it is for the other only. */
function hostAddress({ hostIp }: Port, family: AddressFamily, standard: string | null): string | null {
  const every = family === 'ipv4' ? '0.0.0.0' : '::';
  const stated = hostIp ?? (standard === '0.0.0.0' ? '' : (standard ?? ''));
  if (stated === '') return every;
  const address = stated.replace(/^\[|\]$/g, '');
  return address.includes(':') === (family === 'ipv6') ? address : null;
}

function scopeOf(address: string): Publication['scope'] {
  if (address === '0.0.0.0' || /^[0:]+$/.test(address)) return 'every';
  return address.startsWith('127.') || /^[0:]*:0*1$/.test(address) ? 'loopback' : 'address';
}
