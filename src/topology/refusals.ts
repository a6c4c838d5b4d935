import type { Diagnostic } from '../compose/diagnostic.ts';
import type { Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Topology, TopologyService } from './topology.ts';

/** A refusal of Docker as a diagnostic. `warning` where it depends on the machine. */
export function refusal(at: SourceLocation, text: string, severity: 'error' | 'warning' = 'error'): Diagnostic {
  return { code: 'docker-refuses', severity, message: `Docker refuses this: ${text}`, at };
}

/** Services that Docker Engine does not start as they are written. */
export function refusedServices(
  { service, project, ports }: TopologyService,
  { projects }: Topology,
): readonly Diagnostic[] {
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
  const [onePort] = service.replicas > 1 ? ports.filter(({ published }) => /^\d+$/.test(published ?? '')) : [];
  if (onePort !== undefined && onePort.published !== '0')
    return [
      ...builtIn,
      refusal(
        onePort.at,
        `\`${service.name}\` has ${String(service.replicas)} containers for the one host port ${onePort.published ?? ''}.`,
      ),
    ];
  const mode = service.networkMode;
  const [link] = service.links;
  if (mode?.kind === 'host' && link !== undefined)
    return [...builtIn, refusal(link.at, `\`${service.name}\` has \`links\` but uses the network of the host.`)];
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
  ['`links`', ({ links }) => links.map(({ at }) => at)],
  ['a `hostname`', ({ hostname }) => (hostname === null ? [] : [hostname.at])],
  ['`extra_hosts`', ({ extraHosts }) => extraHosts.map(({ at }) => at)],
];
