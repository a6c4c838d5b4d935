import { isBelow } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import { hostControlsOf, sensitivePath } from '../topology/host-access.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { projectOf } from './fix-lines.ts';
import { readOnly, withoutMounts } from './mount-fix.ts';
import type { Rule, Violation } from './rule.ts';
import { code, listed } from './wording.ts';

/**
 * One finding for each service with all its paths, at the worst. What holds the Docker socket is the business of `host-control`. Reading
 * the host is what collectors of metrics and logs are for: low.
 */
export const hostPathMounted: Rule = {
  id: 'host-path-mounted',
  severity: 'medium',
  summary: 'A service sees a sensitive path of the host',
  why: 'What is there belongs to the host: keys, passwords, what it runs at boot. Writable, it is a way to take the host over.',
  fix: 'Mount only the file or folder that is needed, below the sensitive one, and read-only.',
  references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  *check({ topology }) {
    for (const service of topology.services.values()) {
      const sockets = new Set(
        hostControlsOf(service.service)
          .filter(({ kind }) => kind === 'socket')
          .map(({ at }) => at),
      );
      const found = service.service.mounts.filter((mount) => !sockets.has(mount.at)).flatMap(sensitive);
      const [worst] = [
        ...found.filter(({ readOnly }) => !readOnly),
        ...found.filter((path) => holdsMost(path, found)),
        ...found,
      ];
      if (worst !== undefined) yield violation(topology, service, found, worst);
    }
  },
};

/** Whether `path` holds all others, as `/` does, and there are some. */
function holdsMost(path: Sensitive, all: readonly Sensitive[]): boolean {
  return all.length > 1 && all.every(({ source }) => isBelow(source, path.source));
}

interface Sensitive {
  readonly source: string;
  readonly holds: string;
  readonly readOnly: boolean;
  readonly mount: Mount;
}

function sensitive(mount: Mount): readonly Sensitive[] {
  const known = mount.kind === 'bind' ? sensitivePath(mount.source) : null;
  if (mount.kind !== 'bind' || known === null) return [];
  return [{ source: mount.source, holds: known.holds, readOnly: mount.readOnly, mount }];
}

function violation(
  topology: Topology,
  { project, id, zone, service }: TopologyService,
  found: readonly Sensitive[],
  worst: Sensitive,
): Violation {
  const { name } = service;
  const does = worst.readOnly ? 'reads' : 'can write to';
  const others = found.filter((other) => other !== worst).map(({ source }) => code(source));
  const beside = others.length === 0 ? '' : `, and mounts ${listed(others)}`;
  return {
    project,
    subject: name,
    identity: `paths=${found
      .map(({ source, readOnly }) => `${source}:${readOnly ? 'ro' : 'rw'}`)
      .sort()
      .join(',')}`,
    message: `${code(name)} ${does} ${code(worst.source)} of the host, which holds ${worst.holds}${beside}.`,
    at: worst.mount.at,
    related: found
      .filter((other) => other !== worst)
      .map(({ mount: { at }, source }) => ({ at, note: `${name} mounts ${source}` })),
    path: [],
    services: [id],
    fix: {
      summary: `Mount only what ${code(name)} needs below ${listed([code(worst.source), ...others])}${worst.readOnly ? '' : ', read-only'}.`,
      yaml: fixText(projectOf(topology, project), service, found),
      caveat: null,
    },
    severity: worst.readOnly ? (zone.zone === 'ops' ? 'low' : null) : 'high',
  };
}

/** What it can write to read-only; where that is none, without what is not needed. */
function fixText(project: Project | null, service: Service, found: readonly Sensitive[]): string {
  const mounts = found.map(({ mount }) => mount);
  const writable = mounts.filter((mount) => !mount.readOnly);
  if (writable.length > 0) return readOnly(project, service, writable);
  const instead = `and in ${mounts.length === 1 ? 'its' : 'their'} place, read-only, the part of it that ${service.name} needs`;
  return withoutMounts(project, service, mounts, instead);
}
