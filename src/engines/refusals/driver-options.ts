import type { Engine } from '../engine.ts';
import { isFalse, isTrue } from '../network/booleans.ts';
import { addressOf } from '../network/subnet.ts';

/** Why the engine does not create a bridge network with an option, in words that follow its name; `null`: it does, or does not know the option. */
export function refusedOption(name: string, value: string, engine: Engine): string | null {
  if (engine.dockerOptions === 'ignored') return null;
  if (engine.dockerOptions === 'refused')
    return name.startsWith('com.docker.') ? 'is an option of Docker, which Podman does not know' : null;
  const wanted = OPTIONS.find(({ names, accepts }) => names.includes(name) && !accepts(value));
  const isKnown = wanted !== undefined && (!wanted.isOfModes || engine.gatewayModes);
  return isKnown ? `must be ${wanted.what}, and \`${value}\` is not` : null;
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
    names: [`${BRIDGE}name`],
    isOfModes: false,
    what: "another bridge than the engine's own",
    accepts: (value) => value !== 'docker0',
  },
  {
    names: ['com.docker.network.driver.mtu'],
    isOfModes: false,
    what: 'a number',
    accepts: (value) => /^[+-]?\d+$/.test(value),
  },
];
