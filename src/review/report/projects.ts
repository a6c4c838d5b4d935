import type { Port, Project } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { asFileHas } from '../../compose/variables/held.ts';
import { compareText } from '../../compose/source.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { Analysis } from '../analyze.ts';
import { serviceId, stopOf } from '../../topology/node-id.ts';
import type { FoundProject } from '../find/project.ts';
import type { ReportLocation, ReportProject, ReportService } from './report.ts';

/** Every project of a revision, also those that could not be understood, by id. */
export function reportProjects(analysis: Analysis, ids: ReadonlyMap<string, string>): readonly ReportProject[] {
  const services = new Map(analysis.stacks.flatMap(({ topology }) => [...topology.services]));
  return analysis.found
    .filter(({ project, isHeld }) => project !== null || isHeld)
    .map((found) => reportProject(found, ids.get(found.key) ?? found.directory, services))
    .sort((a, b) => compareText(a.id, b.id));
}

function reportProject(
  { project, directory, diagnostics, origin }: FoundProject,
  id: string,
  services: ReadonlyMap<string, TopologyService>,
): ReportProject {
  return {
    id,
    name: project?.name ?? id,
    directory,
    files: project?.files ?? [],
    call: origin.kind === 'call' ? locationOf(origin.at) : null,
    understood: project !== null && !diagnostics.some(({ severity }) => severity === 'error'),
    services: project === null ? [] : servicesOf(id, project, services),
    networks: [...(project?.networks.values() ?? [])]
      .map((network) => ({
        key: network.key,
        name: network.name,
        internal: network.internal?.value ?? false,
        external: network.external,
        driver: network.driver === null ? 'bridge' : asFileHas(project?.written ?? null, network.driver),
        ...locationOf(network.at),
      }))
      .sort((a, b) => compareText(a.key, b.key)),
    volumes: [...(project?.volumes.values() ?? [])]
      .map(({ key, name, external, at }) => ({ key, name, external, ...locationOf(at) }))
      .sort((a, b) => compareText(a.key, b.key)),
  };
}

function servicesOf(
  id: string,
  project: Project,
  services: ReadonlyMap<string, TopologyService>,
): readonly ReportService[] {
  return [...project.services.keys()].sort(compareText).flatMap((name) => {
    const found = services.get(serviceId(id, name));
    if (found === undefined) return [];
    const { service, zone } = found;
    return [
      {
        id: stopOf(found.id),
        name,
        image: service.image === null ? null : asFileHas(project.written, service.image),
        zone: zone.zone,
        zoneReason: zone.reason,
        networks: [...service.networks.keys()].sort(compareText),
        profiles: service.profiles,
        ports: service.ports.map(portText),
        ...locationOf(service.at),
      },
    ];
  });
}

/** A published port as its owner would write it: `127.0.0.1:5432:5432/tcp`. */
function portText({ hostIp, published, target, protocol }: Port): string {
  return [hostIp, published, `${String(target)}/${protocol}`].filter((part) => part !== null).join(':');
}

function locationOf({ file, line, column }: SourceLocation): ReportLocation {
  return { file, line, column };
}
