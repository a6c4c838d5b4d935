import type { Network } from '../../compose/project.ts';
import { knows } from '../engine/bridge.ts';
import { refusedOptions } from './options.ts';
import { refusedPools } from './pools.ts';
import { refusal } from './refusal.ts';
import type { Topology } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { EngineSettings } from '../../engines/settings.ts';

/** Networks that Docker Engine does not create. Compose creates only those that a service names, and no external ones. */
export function refusedNetworks({ projects }: Topology, engine: EngineSettings): readonly Diagnostic[] {
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

type DriverRefusal = (
  network: Network,
  name: string,
) => { readonly text: string; readonly severity: 'error' | 'warning' } | null;

const DRIVERS: ReadonlyMap<string, DriverRefusal> = new Map<string, DriverRefusal>([
  [
    'host',
    (_, name) => ({
      text: `only one network may use the driver \`host\`, and \`${name}\` is not it. Use \`network_mode: host\`.`,
      severity: 'error',
    }),
  ],
  [
    'none',
    (_, name) => ({
      text: `network \`${name}\` uses the driver \`none\`, which is not one. Use \`network_mode: none\`.`,
      severity: 'error',
    }),
  ],
  [
    'overlay',
    (_, name) => ({
      text: `network \`${name}\` uses the driver \`overlay\`, which needs Swarm; the answers here are for an engine without it.`,
      severity: 'error',
    }),
  ],
  [
    'ipvlan',
    (_, name) => ({
      text: `network \`${name}\` uses the driver \`ipvlan\`, where the kernel has none. Its reach was never measured and counts as that of macvlan.`,
      severity: 'warning',
    }),
  ],
  [
    'macvlan',
    (network, name) =>
      network.driverOptions.has('parent')
        ? null
        : {
            text: `network \`${name}\` is macvlan without a \`parent\`, where the kernel has no dummy interfaces.`,
            severity: 'warning',
          },
  ],
]);

function refusedDriver(network: Network): readonly Diagnostic[] {
  if (network.driver === null) return [];
  const found = DRIVERS.get(network.driver.value)?.(network, network.key) ?? null;
  return found === null ? [] : [refusal(network.driver.at, found.text, found.severity)];
}

function refusedModes(network: Network, engine: EngineSettings): readonly Diagnostic[] {
  if (!knows(engine, 'gateway-modes') || network.internal?.value === true) return [];
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
  return PREDEFINED.has(name)
    ? [refusal(nameAt, `\`${name}\` is a network of the engine's own, which no project creates.`)]
    : [];
}

const PREDEFINED = new Set(['bridge', 'host', 'none', 'default']);
