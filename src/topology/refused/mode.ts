import type { Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { refusal } from './refusal.ts';
import { serviceId } from '../node-id.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** What a service may not have beside its network mode, and whose network it may not use. */
export function refusedMode({ service, project }: TopologyService, { services }: Topology): readonly Diagnostic[] {
  const mode = service.networkMode;
  if (mode?.kind === 'host') return besideHost(service);
  if (mode?.kind !== 'service' && mode?.kind !== 'container') return [];
  const owner = mode.kind === 'service' ? services.get(serviceId(project, mode.service)) : undefined;
  const nobody =
    owner?.service.replicas === 0 && service.replicas > 0
      ? [refusal(mode.at, `\`${service.name}\` uses the network of \`${owner.service.name}\`, which has no container.`)]
      : [];
  return [
    ...nobody,
    ...SHARED_NAMESPACE.flatMap(([what, places]) => {
      const [at] = places(service);
      const text = `\`${service.name}\` has ${what} but uses the network of another container. Move them to that one.`;
      return at === undefined ? [] : [refusal(at, text)];
    }),
  ];
}

function besideHost({ name, links, sysctls }: Service): readonly Diagnostic[] {
  const [link] = links;
  const linked =
    link === undefined ? [] : [refusal(link.at, `\`${name}\` has \`links\` but uses the network of the host.`)];
  const ofNetworks = [...sysctls].filter(([key]) => key.startsWith('net.'));
  return [
    ...linked,
    ...ofNetworks.map(([key, { at }]) => refusal(at, `\`${name}\` sets \`${key}\` but uses the network of the host.`)),
  ];
}

/** What a container in another's network namespace may not have. */
const SHARED_NAMESPACE: readonly (readonly [string, (service: Service) => readonly SourceLocation[]])[] = [
  ['`ports`', ({ ports }) => ports.map(({ at }) => at)],
  ['`expose`', ({ expose }) => expose.map(({ at }) => at)],
  ['`links`', ({ links }) => links.map(({ at }) => at)],
  ['a `hostname`', ({ hostname }) => (hostname === null ? [] : [hostname.at])],
  ['`extra_hosts`', ({ extraHosts }) => extraHosts.map(({ at }) => at)],
  ['`dns`', ({ dns }) => dns.map(({ at }) => at)],
];
