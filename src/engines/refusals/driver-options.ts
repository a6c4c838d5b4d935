import type { Engine } from '../engine.ts';
import { isFalse, isTrue } from '../network/booleans.ts';
import { addressOf } from '../network/subnet.ts';

/** What a bridge option must be, in words that finish "must be"; `null`: the engine reads the value, or does not know the option. */
export function refusedOption(name: string, value: string, engine: Engine): string | null {
  const wanted = OPTIONS.find(({ names }) => names.includes(name));
  const isKnown = wanted !== undefined && (!wanted.isOfModes || engine.gatewayModes);
  return !isKnown || wanted.accepts(value) ? null : wanted.what;
}

interface OptionCheck {
  readonly names: readonly string[];
  /** Came with the gateway modes. */
  readonly isOfModes: boolean;
  readonly what: string;
  readonly accepts: (value: string) => boolean;
}

const BRIDGE = 'com.docker.network.bridge.';
const MODES = new Set(['', 'nat', 'nat-unprotected', 'routed', 'isolated']);

const OPTIONS: readonly OptionCheck[] = [
  {
    names: ['enable_icc', 'enable_ip_masquerade', 'inhibit_ipv4'].map((name) => BRIDGE + name),
    isOfModes: false,
    what: '`true` or `false`',
    accepts: (value) => isTrue(value) || isFalse(value),
  },
  {
    names: ['gateway_mode_ipv4', 'gateway_mode_ipv6'].map((name) => BRIDGE + name),
    isOfModes: true,
    what: '`nat`, `nat-unprotected`, `routed` or `isolated`',
    accepts: (value) => MODES.has(value),
  },
  {
    names: [`${BRIDGE}host_binding_ipv4`],
    isOfModes: false,
    what: 'an address',
    accepts: (value) => addressOf(value) !== null,
  },
  {
    names: [`${BRIDGE}name`],
    isOfModes: false,
    what: 'at most 15 characters long',
    accepts: (value) => value.length <= 15,
  },
  {
    names: ['com.docker.network.driver.mtu'],
    isOfModes: false,
    what: 'a number',
    accepts: (value) => /^[+-]?\d+$/.test(value),
  },
];
