import type { TopologyNetwork } from '../topology.ts';
import { FAMILIES, type Family } from '../../engines/subnet.ts';
import type { EngineSettings } from '../../engines/settings.ts';

export type GatewayMode = 'nat' | 'nat-unprotected' | 'routed' | 'isolated';

/** How the engine treats traffic of a network; https://docs.docker.com/engine/network/drivers/bridge/ */
export interface NetworkTraits {
  /** `bridge`: behind the host. `lan`: beside it (macvlan, ipvlan). Swarm's overlay and plugins count as bridges. */
  readonly layer: 'bridge' | 'lan';
  readonly internal: boolean;
  /** Members connect to each other on any port. */
  readonly open: boolean;
  /** Stated ones count in part even in a family without addresses. */
  readonly modes: Readonly<Record<Family, GatewayMode>>;
  /** By the families its containers have addresses of. */
  readonly families: ReadonlyMap<Family, FamilyTraits>;
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

const OPTION = 'com.docker.network.bridge.';

export function traitsOf(network: TopologyNetwork, engine: EngineSettings): NetworkTraits {
  const { internal, driverOptions: options } = network;
  const layer = LAN_DRIVERS.has(network.driver) ? 'lan' : 'bridge';
  const option = (name: string): string | undefined => (layer === 'bridge' ? options.get(OPTION + name) : undefined);
  const masquerade = !isFalse(option('enable_ip_masquerade'));
  const trusted = knows(engine, 'gateway-modes') && (option('trusted_host_interfaces') ?? '') !== '';
  const directRouting = trusted || engine.allowDirectRouting || !knows(engine, 'no-direct-routing');
  const mode = (family: Family): GatewayMode =>
    knows(engine, 'gateway-modes') ? modeOf(option(`gateway_mode_${family}`)) : 'nat';
  const modes = { ipv4: mode('ipv4'), ipv6: mode('ipv6') };
  const families = new Map(
    FAMILIES.filter((family) => (family === 'ipv4' ? network.ipv4 || !knows(engine, 'no-ipv4') : network.ipv6)).map(
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
    open: !isFalse(option('enable_icc')) || (families.has('ipv6') && !knows(engine, 'ipv6-filter')),
    modes,
    families,
    bindingAddress: option('host_binding_ipv4') ?? null,
    directRouting,
  };
}

const LAN_DRIVERS = new Set(['macvlan', 'ipvlan']);

/** What an engine has learnt, by the major version that brought it; https://docs.docker.com/engine/release-notes/ */
const SINCE = {
  'ipv6-filter': 27,
  'ipv6-pools': 27,
  'gateway-modes': 27,
  'no-ipv4': 28,
  'gateway-priority': 28,
  'no-direct-routing': 28,
} as const;

export function knows({ version }: EngineSettings, feature: keyof typeof SINCE): boolean {
  return version.major >= SINCE[feature];
}

const MODES: ReadonlyMap<string, GatewayMode> = new Map([
  ['nat', 'nat'],
  ['nat-unprotected', 'nat-unprotected'],
  ['routed', 'routed'],
  ['isolated', 'isolated'],
]);

function modeOf(value: string | undefined): GatewayMode {
  return MODES.get(value ?? 'nat') ?? 'nat';
}

/** The engine reads options as Go does: https://pkg.go.dev/strconv#ParseBool */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value);
}

export function isFalse(value: string | undefined): boolean {
  return value !== undefined && ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value);
}
