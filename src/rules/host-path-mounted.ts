import { isBelow } from '../compose/path.ts';
import { atRoot } from './claims/at-root.ts';
import { keysInReach } from './claims/keys-in-reach.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import { socketOf } from '../engines/host/sockets.ts';
import { bringsSocket, type HostControl, hostControlsOf } from '../topology/engine/host-access.ts';
import { isCredentialFile, type SensitivePath, sensitivePath } from '../engines/host/sensitive-paths.ts';
import type { Zone } from '../catalogue/zone.ts';
import { VOLUMES } from '../topology/build/volume-folders.ts';
import type { HostMount, Topology, TopologyService } from '../topology/topology.ts';
import type { Edit } from '../fixes/edit.ts';
import { isOwnFolder } from './claims/own-folder.ts';
import { readOnly, withoutMounts } from '../fixes/mounts.ts';
import type { Rule, Violation } from './rule.ts';
import type { Evidence } from '../compose/source.ts';
import { projectOf } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

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
  *check(context) {
    const { topology } = context;
    yield* atRoot(topology);
    yield* keysInReach(context);
    for (const service of topology.services.values()) {
      const found = service.hostMounts
        .filter((mount) => !isMeant(mount) && !mount.isDevice && socketOf(mount) === null)
        .flatMap(sensitive);
      const [worst] = [
        ...found.filter(({ mount }) => !mount.readOnly),
        ...found.filter((path) => holdsMost(path, found)),
        ...found,
      ];
      if (worst === undefined) continue;
      // What has the host anyhow reads nothing that it could not read without the mount.
      if (worst.mount.readOnly && hostControlsOf(service).some(isWhole)) continue;
      yield violation(topology, service, found, worst);
    }
  },
};

/** A key that is given as a secret: nothing beside it is seen. */
function isMeant({ granted, isOwn, path }: HostMount): boolean {
  return granted !== null && (isOwn || (granted === 'secret' && isCredentialFile(path)));
}

/** Whether it gives the file system of the host. */
function isWhole({ kind }: HostControl): boolean {
  return kind === 'socket' || kind === 'privileged';
}

/** Whether `path` holds all others, as `/` does, and there are some. */
function holdsMost(path: Sensitive, all: readonly Sensitive[]): boolean {
  return all.length > 1 && all.every(({ mount }) => isBelow(mount.path, path.mount.path));
}

interface Sensitive {
  readonly mount: HostMount;
  readonly known: SensitivePath;
}

function sensitive(mount: HostMount): readonly Sensitive[] {
  const known = sensitivePath(mount.path);
  if (known === null || (mount.readOnly && !known.telling)) return [];
  return [{ mount, known }];
}

function violation(
  topology: Topology,
  { project: id, id: node, zone, service }: TopologyService,
  found: readonly Sensitive[],
  { mount: worst, known: { holds, sockets } }: Sensitive,
): Violation {
  const { name } = service;
  const isRoot = worst.readOnly && bringsSocket(worst, service);
  // What collects metrics of the host reads it plainly, and faces nobody.
  const isHidden = worst.isLayer || worst.granted !== null || (isFront(zone.zone) && holdsVolumes(worst.path));
  const project = projectOf(topology, id);
  const others = found.map(({ mount }) => mount).filter((mount) => mount !== worst);
  const beside = others.length === 0 ? '' : `, and mounts ${listed(others.map(({ path }) => code(path)))}`;
  const written = service.mounts.find(({ at }) => at === worst.at);
  return {
    project: id,
    subject: name,
    identity: `paths=${found
      .map(({ mount: { path, readOnly } }) => `${path}:${readOnly ? 'ro' : 'rw'}`)
      .sort()
      .join(',')}`,
    claims: found.flatMap(({ mount: { path, readOnly } }) => [
      `${name} reads ${path}`,
      ...(readOnly ? [] : [`${name} writes ${path}`]),
    ]),
    message: `${code(name)} ${worst.readOnly ? 'reads' : 'can write to'} ${code(worst.path)} of the host, which holds ${holds}${isRoot ? ', so that root can use the Docker socket' : ''}${beside}.`,
    at: worst.at,
    related: [...declared(project, written), ...others.map(({ at, path }) => ({ at, note: `${name} mounts ${path}` }))],
    path: [],
    services: [node],
    fix: {
      summary: `Mount only what ${code(name)} needs below ${listed([worst, ...others].map(({ path }) => code(path)))}${worst.readOnly ? (zone.zone === 'ops' ? '; what it needs whole, allow with an exception' : '') : ', read-only'}.`,
      edits: fixEdits(project, service, zone, found),
      caveat: worst.readOnly
        ? 'Software that has to see all of it, as collectors of metrics do, keeps it: allow that with an exception in the policy.'
        : null,
    },
    severity: !worst.readOnly || sockets || isRoot || isHidden ? 'high' : zone.zone === 'ops' ? 'low' : null,
  };
}

function isFront(zone: Zone): boolean {
  return zone === 'edge' || zone === 'frontend';
}

/** Whether the data of every volume is below it. */
function holdsVolumes(path: string): boolean {
  return isBelow(VOLUMES, path);
}

/** What it can write to read-only; where that is none, without what is not needed. None: it has them from another. */
function fixEdits(
  project: Project | null,
  service: Service,
  zone: TopologyService['zone'],
  found: readonly Sensitive[],
): readonly Edit[] {
  const mounts = found.flatMap(({ mount: { at } }) => service.mounts.filter((mount) => mount.at === at));
  const writable = mounts.filter((mount) => !mount.readOnly);
  // What watches the host is told where its mounts are, and reads them.
  if (zone.zone !== 'ops' && writable.some((mount) => isOwnFolder(project, service, mount))) return [];
  return writable.length > 0 ? readOnly(project, service, writable) : withoutMounts(project, service, mounts);
}

/** The line that makes a volume a path of the host. */
function declared(project: Project | null, mount: Mount | undefined): readonly Evidence[] {
  if (mount?.kind !== 'volume' || mount.volume === null) return [];
  const device = project?.volumes.get(mount.volume)?.driverOptions.get('device');
  return device === undefined ? [] : [{ at: device.at, note: `volume ${mount.volume} is ${device.value} of the host` }];
}
