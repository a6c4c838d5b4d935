import type { Port } from '../../compose/project.ts';
import { compareText } from '../../compose/source.ts';
import { hostIpOf, type HostIpScope, scopeOf } from '../../engines/network/host-ip.ts';
import type { Join } from './joins.ts';
import type { NodeId } from '../node-id.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from '../../engines/address-family.ts';
import type { Engine } from '../../engines/engine.ts';

/** A host port that the engine serves. */
export interface Publication {
  readonly port: Port;
  /** Family of the host's address. */
  readonly family: AddressFamily;
  readonly address: string;
  readonly scope: HostIpScope;
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

/** Opening of the namespace that has `joins`, whose owner has `ports`. */
export function openingOf(joins: readonly Join[], ports: readonly Port[], engine: Engine): Opening {
  const ranked = gatewayOrder(joins, engine);
  const gateways = gatewaysOf(ranked, engine);
  const everywhere = engine.routedPortsOpenOn === 'every-routed-network';
  const bindings = ports.flatMap((port) => bindingsOf(port, gateways, engine));
  return {
    gateways: new Map([...gateways].map(([family, { attachment }]) => [family, attachment.network])),
    publications: bindings.flatMap((binding) => (binding.kind === 'published' ? [binding.publication] : [])),
    routed: everywhere
      ? ranked.flatMap((join) => ports.flatMap((port) => routedOn(join, port)))
      : bindings.flatMap((binding) => (binding.kind === 'routed' ? [binding.opened] : [])),
  };
}

/** Networks that can give a default route, the preferred first. */
function gatewayOrder(joins: readonly Join[], { gatewayChoice }: Engine): readonly Join[] {
  const priority = ({ attachment: { attachment } }: Join): number =>
    gatewayChoice === 'one-by-name' ? 0 : attachment.gatewayPriority;
  const families = (join: Join): number => (gatewayChoice === 'priority-first' && hasBoth(join) ? 1 : 0);
  return joins
    .filter(({ traits: { internal, layer } }) => !internal && layer !== 'overlay' && layer !== 'unknown')
    .sort((a, b) => priority(b) - priority(a) || families(b) - families(a) || compareText(a.name, b.name));
}

/** The network that gives the default route of each family, even where that leads nowhere. */
function gatewaysOf(ranked: readonly Join[], { gatewayChoice }: Engine): ReadonlyMap<AddressFamily, Join> {
  const only = {
    'one-by-name': (join: Join) => has(join, 'ipv4'),
    'both-families-first': hasBoth,
    'priority-first': () => false,
  } as const satisfies Record<Engine['gatewayChoice'], (join: Join) => boolean>;
  const both = ranked.find(only[gatewayChoice]);
  return new Map(
    ADDRESS_FAMILIES.flatMap((family) => {
      const found = (both === undefined ? ranked : [both]).find((join) => has(join, family));
      return found === undefined ? [] : [[family, found] as const];
    }),
  );
}

function hasBoth(join: Join): boolean {
  return ADDRESS_FAMILIES.every((family) => has(join, family));
}

function has({ traits }: Join, family: AddressFamily): boolean {
  return traits.families.has(family);
}

type Binding =
  | { readonly kind: 'published'; readonly publication: Publication }
  | { readonly kind: 'routed'; readonly opened: Opening['routed'][number] };

/** What the engine sets up for one port, in each family for itself. */
function bindingsOf(port: Port, gateways: ReadonlyMap<AddressFamily, Join>, engine: Engine): readonly Binding[] {
  return ADDRESS_FAMILIES.flatMap((family): readonly Binding[] => {
    const own = gateways.get(family);
    // A container without IPv6 is served by docker-proxy.
    const join = own ?? gateways.get('ipv4');
    const address = hostAddress(port, family, join?.traits.bindingAddress ?? null);
    if (join === undefined || address === null) return [];
    const { traits, attachment } = join;
    if (traits.families.get(own === undefined ? 'ipv4' : family)?.host !== true) return [];
    if (traits.modes[family] === 'routed')
      return own === undefined ? [] : [{ kind: 'routed', opened: { port, family, network: attachment.network } }];
    const forwards = own !== undefined && engine.filters.has(family);
    // The kernel rewrites nothing that goes to ::1 (for 127.0.0.1 the engine sets route_localnet).
    const isRewritten = forwards && !(family === 'ipv6' && scopeOf(address) === 'loopback');
    if (!isRewritten && !engine.userlandProxy) return [];
    const by = forwards ? 'forward' : 'proxy';
    const network = attachment.network;
    return [{ kind: 'published', publication: { port, family, address, scope: scopeOf(address), by, network } }];
  });
}

/** What a network opens of a port whose gateway mode is `routed`, whatever network gives the default route. */
function routedOn({ traits, attachment }: Join, port: Port): Opening['routed'] {
  return ADDRESS_FAMILIES.filter(
    (family) =>
      traits.modes[family] === 'routed' &&
      traits.families.get(family)?.host === true &&
      hostAddress(port, family, traits.bindingAddress) !== null,
  ).map((family) => ({ port, family, network: attachment.network }));
}

/** Address of the host that a port is bound to in one family; `null`, if it is for the other only. */
function hostAddress({ hostIp }: Port, family: AddressFamily, standard: string | null): string | null {
  const every = family === 'ipv4' ? '0.0.0.0' : '::';
  const stated = hostIp ?? (standard === '0.0.0.0' ? '' : (standard ?? ''));
  if (stated === '') return every;
  const address = hostIpOf(stated);
  return address.includes(':') === (family === 'ipv6') ? address : null;
}
