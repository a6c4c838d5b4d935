import type { Network } from '../../compose/project.ts';
import { isFalse, isTrue, knows } from '../engine/bridge.ts';
import { hasIpv4, hasIpv6 } from '../build/real-networks.ts';
import { refusal } from './refusal.ts';
import { addressOf } from '../../engines/subnet.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { EngineSettings } from '../../engines/settings.ts';

/** Options of a bridge network that the engine cannot read. It passes over those that it does not know. */
export function refusedOptions(network: Network, engine: EngineSettings): readonly Diagnostic[] {
  const options = [...network.driverOptions].flatMap(([name, { value, at }]) => {
    const wanted = OPTIONS.find(({ names }) => names.includes(name));
    const isKnown = wanted !== undefined && (wanted.since === null || knows(engine, wanted.since));
    return !isKnown || wanted.accepts(value)
      ? []
      : [refusal(at, `\`${name}\` of network \`${network.key}\` must be ${wanted.what}, and \`${value}\` is not.`)];
  });
  return [...options, ...refusedFamilies(network, engine)];
}

/** Addresses of IPv6 that nobody chose are known to newer engines only. Older ones may be configured to have some. */
function refusedFamilies(network: Network, engine: EngineSettings): readonly Diagnostic[] {
  const { key, at, pools } = network;
  if (!hasIpv6(network)) {
    return hasIpv4(network) || !knows(engine, 'no-ipv4')
      ? []
      : [refusal(at, `network \`${key}\` has neither IPv4 nor IPv6.`)];
  }
  const isStated = pools.some(({ subnet }) => subnet?.value.includes(':') === true);
  if (isStated || knows(engine, 'ipv6-pools')) return [];
  const version = String(engine.version.major);
  return [
    refusal(at, `network \`${key}\` states no subnet of IPv6, and version ${version} has none to give.`, 'warning'),
  ];
}

interface Wanted {
  readonly names: readonly string[];
  readonly since: 'gateway-modes' | null;
  readonly what: string;
  readonly accepts: (value: string) => boolean;
}

const BRIDGE = 'com.docker.network.bridge.';
const MODES = new Set(['', 'nat', 'nat-unprotected', 'routed', 'isolated']);

const OPTIONS: readonly Wanted[] = [
  {
    names: ['enable_icc', 'enable_ip_masquerade', 'inhibit_ipv4'].map((name) => BRIDGE + name),
    since: null,
    what: '`true` or `false`',
    accepts: (value) => isTrue(value) || isFalse(value),
  },
  {
    names: ['gateway_mode_ipv4', 'gateway_mode_ipv6'].map((name) => BRIDGE + name),
    since: 'gateway-modes',
    what: '`nat`, `nat-unprotected`, `routed` or `isolated`',
    accepts: (value) => MODES.has(value),
  },
  {
    names: [`${BRIDGE}host_binding_ipv4`],
    since: null,
    what: 'an address',
    accepts: (value) => addressOf(value) !== null,
  },
  {
    names: [`${BRIDGE}name`],
    since: null,
    what: 'at most 15 characters long',
    accepts: (value) => value.length <= 15,
  },
  {
    names: ['com.docker.network.driver.mtu'],
    since: null,
    what: 'a number',
    accepts: (value) => /^[+-]?\d+$/.test(value),
  },
];
