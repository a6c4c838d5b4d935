import type { Diagnostic } from '../compose/diagnostic.ts';
import type { Network, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { EngineSettings } from './assumptions.ts';
import { knows } from './bridge.ts';
import type { Topology, TopologyService } from './topology.ts';

/** A refusal of Docker as a diagnostic. `warning` where it depends on the machine. */
export function refusal(at: SourceLocation, text: string, severity: 'error' | 'warning' = 'error'): Diagnostic {
  return { code: 'docker-refuses', severity, message: `Docker refuses this: ${text}`, at };
}

/** Networks that Docker Engine does not create. Compose creates only those that a service names, and no external ones. */
export function refusedNetworks({ projects }: Topology, engine: EngineSettings): readonly Diagnostic[] {
  return projects.flatMap(({ project }) => {
    const named = new Set([...project.services.values()].flatMap(({ networks }) => [...networks.keys()]));
    return [...project.networks.values()]
      .filter(({ key, external }) => named.has(key) && !external)
      .flatMap((network) => [...refusedDriver(network), ...refusedModes(network, engine)]);
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

/** Services that Docker Engine does not start as they are written. */
export function refusedServices({ service, project }: TopologyService, { projects }: Topology): readonly Diagnostic[] {
  const networks = projects.find(({ id }) => id === project)?.project.networks;
  const builtIn = [...service.networks.values()].flatMap(({ network, at }) => {
    const joined = networks?.get(network);
    return joined?.external === true && BUILT_IN.has(joined.name)
      ? [
          refusal(
            at,
            `\`${service.name}\` joins the engine's own network \`${joined.name}\` under \`networks\`, which takes no aliases. Use \`network_mode: ${joined.name}\`.`,
          ),
        ]
      : [];
  });
  const mode = service.networkMode;
  if (mode?.kind !== 'service' && mode?.kind !== 'container') return builtIn;
  return [
    ...builtIn,
    ...SHARED_NAMESPACE.flatMap(([what, places]) => {
      const [at] = places(service);
      return at === undefined
        ? []
        : [
            refusal(
              at,
              `\`${service.name}\` has ${what} but uses the network of another container. Move them to that one.`,
            ),
          ];
    }),
  ];
}

const BUILT_IN = new Set(['host', 'none', 'bridge']);

/** What a container in another's network namespace may not have; moby `validateNetContainerMode`. */
const SHARED_NAMESPACE: readonly (readonly [string, (service: Service) => readonly SourceLocation[]])[] = [
  ['`ports`', ({ ports }) => ports.map(({ at }) => at)],
  ['`expose`', ({ expose }) => expose.map(({ at }) => at)],
  ['a `hostname`', ({ hostname }) => (hostname === null ? [] : [hostname.at])],
  ['`extra_hosts`', ({ extraHosts }) => extraHosts.map(({ at }) => at)],
];
