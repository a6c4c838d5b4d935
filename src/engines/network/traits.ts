import type { Engine } from '../engine.ts';
import { isFalse, isTrue } from './booleans.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from './subnet.ts';

export type GatewayMode = 'nat' | 'nat-unprotected' | 'routed' | 'isolated';

/** How the engine treats traffic of a network; https://docs.docker.com/engine/network/drivers/bridge/ */
export interface NetworkTraits {
  /** `bridge`: behind the host. `lan`: beside it (macvlan, ipvlan). Swarm's overlay and plugins count as bridges. */
  readonly layer: 'bridge' | 'lan';
  readonly internal: boolean;
  /** Members connect to each other on any port. */
  readonly open: boolean;
  /** Stated ones count in part even in a family without addresses. */
  readonly modes: Readonly<Record<AddressFamily, GatewayMode>>;
  /** By the families its containers have addresses of. */
  readonly families: ReadonlyMap<AddressFamily, FamilyTraits>;
  /** Host address that ports are published on where they name none; `null`: all. */
  readonly bindingAddress: string | null;
  /** Other machines are let through to published container ports. */
  readonly directRouting: boolean;
}

export interface FamilyTraits {
  /** The host has an address in it: it reaches the members, and they reach it. */
  readonly host: boolean;
  /** Members' connections to other machines get an answer. */
  readonly egress: boolean;
  /** The engine leaves members' connections to published ports as they are, so that docker-proxy takes them. */
  readonly toProxy: boolean;
}

/** What a network is like, as far as the engine asks. */
export interface NetworkNature {
  readonly driver: string;
  readonly internal: boolean;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly driverOptions: ReadonlyMap<string, string>;
}

const OPTION = 'com.docker.network.bridge.';

export function traitsOf(network: NetworkNature, engine: Engine): NetworkTraits {
  const { internal, driverOptions: options } = network;
  const layer = LAN_DRIVERS.has(network.driver) ? 'lan' : 'bridge';
  const option = (name: string): string | undefined => (layer === 'bridge' ? options.get(OPTION + name) : undefined);
  const masquerade = !isFalse(option('enable_ip_masquerade'));
  const trusted = engine.gatewayModes && (option('trusted_host_interfaces') ?? '') !== '';
  const directRouting = trusted || engine.directRouting;
  const mode = (family: AddressFamily): GatewayMode =>
    engine.gatewayModes ? modeOf(option(`gateway_mode_${family}`)) : 'nat';
  const modes = { ipv4: mode('ipv4'), ipv6: mode('ipv6') };
  const families = new Map(
    ADDRESS_FAMILIES.filter((family) => (family === 'ipv4' ? network.ipv4 || !engine.ipv4Optional : network.ipv6)).map(
      (family) => {
        const mode = modes[family];
        const inhibited = family === 'ipv4' && isTrue(option('inhibit_ipv4'));
        const host = layer === 'bridge' && mode !== 'isolated' && !inhibited;
        // Without masquerading, answers come addressed to the container: direct routing.
        const answered = masquerade || directRouting || mode === 'routed' || mode === 'nat-unprotected';
        return [
          family,
          {
            host,
            egress: host && !internal && answered,
            toProxy: host && !internal && masquerade,
          },
        ] as const;
      },
    ),
  );
  return {
    layer,
    internal,
    open: !isFalse(option('enable_icc')) || (families.has('ipv6') && !engine.ipv6Filtered),
    modes,
    families,
    bindingAddress: option('host_binding_ipv4') ?? null,
    directRouting,
  };
}

const LAN_DRIVERS = new Set(['macvlan', 'ipvlan']);

const MODES: ReadonlyMap<string, GatewayMode> = new Map([
  ['nat', 'nat'],
  ['nat-unprotected', 'nat-unprotected'],
  ['routed', 'routed'],
  ['isolated', 'isolated'],
]);

function modeOf(value: string | undefined): GatewayMode {
  return MODES.get(value ?? 'nat') ?? 'nat';
}
