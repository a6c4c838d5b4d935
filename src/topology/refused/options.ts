import type { Network } from '../../compose/project.ts';
import type { Engine } from '../../engines/engine.ts';
import { refusedOption } from '../../engines/refusals/driver-options.ts';
import { hasIpv4, hasIpv6 } from '../build/real/networks.ts';
import { refusal } from './refusal.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Options of a bridge network that the engine cannot read. It passes over those that it does not know. */
export function refusedOptions(network: Network, engine: Engine): readonly Diagnostic[] {
  const options = [...network.driverOptions].flatMap(([name, { value, at }]) => {
    const why = refusedOption(name, value, engine);
    return why === null ? [] : [refusal(at, `\`${name}\` of network \`${network.key}\` ${why}.`)];
  });
  return [...options, ...refusedFamilies(network, engine)];
}

/** Addresses of IPv6 that nobody chose are known to newer engines only. Older ones may be configured to have some. */
function refusedFamilies(network: Network, engine: Engine): readonly Diagnostic[] {
  const { key, at, pools } = network;
  if (!hasIpv6(network)) {
    return hasIpv4(network) || !engine.ipv4Optional
      ? []
      : [refusal(at, `network \`${key}\` has neither IPv4 nor IPv6.`)];
  }
  const isStated = pools.some(({ subnet }) => subnet?.value.includes(':') === true);
  if (isStated || engine.ipv6Pools) return [];
  return [
    refusal(
      at,
      `network \`${key}\` states no subnet of IPv6, and version ${engine.version} has none to give.`,
      'warning',
    ),
  ];
}
