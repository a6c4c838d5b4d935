import type { Network } from '../../compose/project.ts';
import type { Engine } from '../../engines/engine.ts';
import { driverRefusal, PREDEFINED_NETWORKS } from '../../engines/refusals/drivers.ts';
import { refusedOptions } from './options.ts';
import { refusedPools } from './pools.ts';
import { refusal } from './refusal.ts';
import type { Topology } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Networks that Docker Engine does not create. Compose creates only those that a service names, and no external ones. */
export function refusedNetworks({ projects }: Topology, engine: Engine): readonly Diagnostic[] {
  return projects.flatMap(({ project }) => {
    const named = new Set([...project.services.values()].flatMap(({ networks }) => [...networks.keys()]));
    return [...project.networks.values()]
      .filter(({ key, external }) => named.has(key) && !external)
      .flatMap((network) => [
        ...refusedDriver(network),
        ...refusedName(network),
        ...refusedPools(network),
        ...(isBridge(network) ? [...refusedModes(network, engine), ...refusedOptions(network, engine)] : []),
      ]);
  });
}

function refusedDriver(network: Network): readonly Diagnostic[] {
  if (network.driver === null) return [];
  const found = driverRefusal(network.driver.value, network.key, network);
  return found === null ? [] : [refusal(network.driver.at, found.text, found.severity)];
}

function refusedModes(network: Network, engine: Engine): readonly Diagnostic[] {
  if (!engine.gatewayModes || network.internal?.value === true) return [];
  return ['ipv4', 'ipv6'].flatMap((family) => {
    const mode = network.driverOptions.get(`com.docker.network.bridge.gateway_mode_${family}`);
    return mode?.value === 'isolated'
      ? [
          refusal(
            mode.at,
            `gateway mode \`isolated\` is for internal networks only, and \`${network.key}\` is not \`internal: true\`.`,
          ),
        ]
      : [];
  });
}

function isBridge({ driver }: Network): boolean {
  return driver === null || driver.value === 'bridge';
}

function refusedName({ name, nameAt }: Network): readonly Diagnostic[] {
  return PREDEFINED_NETWORKS.has(name)
    ? [refusal(nameAt, `\`${name}\` is a network of the engine's own, which no project creates.`)]
    : [];
}
