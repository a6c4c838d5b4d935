import type { Engine } from '../engine.ts';
import { isFalse, isTrue } from './booleans.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from '../address-family.ts';

export type GatewayMode = 'nat' | 'nat-unprotected' | 'routed' | 'isolated';

/** How the engine treats traffic of a network; https://docs.docker.com/engine/network/drivers/bridge/ */
export interface NetworkTraits {
  /** `bridge`: behind the host. `lan`: beside it (macvlan, ipvlan). `overlay`: of Swarm, without the host. `unknown`: a plugin's. */
  readonly layer: 'bridge' | 'lan' | 'overlay' | 'unknown';
  readonly internal: boolean;
  /** Families by which members connect to each other on any port. */
  readonly open: ReadonlySet<AddressFamily>;
  /** Stated ones count in part even in a family without addresses. */
  readonly modes: Readonly<Record<AddressFamily, GatewayMode>>;
  /** Traits of each family that its containers have addresses of. */
  readonly families: ReadonlyMap<AddressFamily, FamilyTraits>;
  /** Host address that ports are published on where they name none; `null`: all. */
  readonly bindingAddress: string | null;
  /** What other machines reach at its containers' own addresses. */
  readonly directRouting: Engine['directRouting'];
  /** The engine keeps the network apart from others. */
  readonly apart: boolean;
}

export interface FamilyTraits {
  /** The host has an address in it: it reaches the members, and they reach it. */
  readonly host: boolean;
  /** Members' connections to other machines get an answer. */
  readonly egress: boolean;
  /** The engine leaves members' connections to published ports as they are, so that docker-proxy takes them. */
  readonly toProxy: boolean;
  /** Members get to published ports of other networks that are rewritten on their way. */
  readonly toRewritten: boolean;
  /** Members' connections to other networks come from an address of the host's there. */
  readonly masquerades: boolean;
  /** Nothing is filtered. */
  readonly unfiltered: boolean;
}

/** What a network is like, as far as the engine asks. */
export interface NetworkNature {
  readonly driver: string;
  readonly internal: boolean;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly driverOptions: ReadonlyMap<string, string>;
  /** `engine`: its own default bridge. */
  readonly origin: string;
}

const OPTION = 'com.docker.network.bridge.';

export function traitsOf(network: NetworkNature, engine: Engine): NetworkTraits {
  const { internal, driver, driverOptions: options } = network;
  const layer = LAYERS.get(driver) ?? 'unknown';
  const isRead = layer === 'bridge' && engine.dockerOptions === 'read';
  const option = (name: string): string | undefined => (isRead ? options.get(OPTION + name) : undefined);
  const masquerade = !isFalse(option('enable_ip_masquerade'));
  const trusted = engine.gatewayModes && (option('trusted_host_interfaces') ?? '') !== '';
  const directRouting = trusted && engine.directRouting === 'none' ? 'published' : engine.directRouting;
  const mode = (family: AddressFamily): GatewayMode =>
    engine.gatewayModes ? modeOf(option(`gateway_mode_${family}`)) : 'nat';
  const modes = { ipv4: mode('ipv4'), ipv6: mode('ipv6') };
  const familyTraits = (family: AddressFamily): FamilyTraits => {
    const mode = modes[family];
    const inhibited = family === 'ipv4' && isTrue(option('inhibit_ipv4'));
    const unfiltered = !engine.filters.has(family);
    const crossing = engine.rewrittenPortsCross[family];
    const host = layer === 'bridge' && mode !== 'isolated' && !inhibited;
    // Without masquerading, answers come addressed to the container: direct routing.
    const answers = (routing: Engine['directRouting']): boolean =>
      masquerade || unfiltered || routing !== 'none' || mode === 'routed' || mode === 'nat-unprotected';
    const crosses = crossing === 'every-network' || (crossing === 'open-networks' && !internal);
    return {
      host,
      egress: host && !internal && answers(directRouting) && engine.forwards,
      toProxy: host && (unfiltered || (!internal && masquerade)),
      toRewritten: host && crosses && answers(engine.directRouting),
      masquerades: masquerade && !internal && mode !== 'routed',
      unfiltered,
    };
  };
  const families = new Map(
    ADDRESS_FAMILIES.filter((family) => (family === 'ipv4' ? network.ipv4 || !engine.ipv4Optional : network.ipv6)).map(
      (family) => [family, familyTraits(family)] as const,
    ),
  );
  const closed =
    isFalse(option('enable_icc')) || (driver === 'macvlan' && APART_MODES.has(options.get('macvlan_mode') ?? ''));
  return {
    layer,
    internal,
    open: new Set(
      layer === 'unknown'
        ? []
        : [...families].flatMap(([family, { unfiltered }]) => (closed && !unfiltered ? [] : [family])),
    ),
    modes,
    families,
    bindingAddress: option('host_binding_ipv4') ?? null,
    directRouting,
    apart: engine.apart === 'all' || (engine.apart === 'all-but-default-bridge' && network.origin !== 'engine'),
  };
}

/** Whether the engine brings the network driver itself; an empty one is its `bridge`. */
export function isKnownDriver(driver: string): boolean {
  return LAYERS.has(driver);
}

const LAYERS: ReadonlyMap<string, NetworkTraits['layer']> = new Map([
  ...['', 'bridge', 'default', 'host', 'none', 'null'].map((driver) => [driver, 'bridge'] as const),
  ['macvlan', 'lan'],
  ['ipvlan', 'lan'],
  ['overlay', 'overlay'],
]);

/** Modes in which members of a macvlan network do not see each other; https://docs.docker.com/engine/network/drivers/macvlan/ */
const APART_MODES: ReadonlySet<string> = new Set(['private', 'vepa']);

const MODES: ReadonlyMap<string, GatewayMode> = new Map([
  ['nat', 'nat'],
  ['nat-unprotected', 'nat-unprotected'],
  ['routed', 'routed'],
  ['isolated', 'isolated'],
]);

function modeOf(value: string | undefined): GatewayMode {
  return MODES.get(value ?? 'nat') ?? 'nat';
}
