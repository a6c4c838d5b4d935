import { isBelow } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { Prepared } from '../catalogue/family.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { dataDirectories, type DataDirectories, dataMounts, writableFolders } from './stores/mounts.ts';
import { movedMount, namedVolume, toldToKeep } from '../fixes/mounts.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import { projectOf, servicesIn, whatItIs } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/** Caches lose nothing, unless their command line switches persistence on. Forks may keep their data anywhere: any volume will do. */
export const dataNotPersistent: Rule = {
  id: 'data-not-persistent',
  severity: 'medium',
  summary: "A data store's data is on no named volume",
  why: 'The data is gone, or left behind in a volume without a name, once the container is removed, as `docker compose down` does.',
  fix: 'Mount a named volume at the data directory.',
  references: [
    'https://docs.docker.com/engine/storage/volumes/',
    'https://docs.docker.com/reference/compose-file/volumes/',
  ],
  *check({ topology }) {
    for (const store of servicesIn(topology, 'data')) {
      const known = dataDirectories(store);
      if (known === null || known.paths.length === 0 || !keepsData(store, known)) continue;
      const mounts = dataMounts(store);
      if (
        mounts.some(
          (mount) =>
            mount.kind === 'bind' || mount.kind === 'other' || (mount.kind === 'volume' && mount.volume !== null),
        )
      )
        continue;
      if (isSetByFile(store, known)) continue;
      if (store.service.volumesFrom.length > 0 || (!known.certain && writableFolders(store).some(isKept))) continue;
      yield violation(topology, store, known);
    }
  },
};

function isKept(mount: Mount): boolean {
  return mount.kind === 'bind' || (mount.kind === 'volume' && mount.volume !== null);
}

/** Whether a mounted file of settings may put the data anywhere. */
function isSetByFile({ service }: TopologyService, { store: { prepared } }: DataDirectories): boolean {
  return prepared !== null && service.mounts.some(({ target }) => isBelow(target, prepared.settings));
}

function keepsData({ service }: TopologyService, { store }: DataDirectories): boolean {
  if (!store.cache) return true;
  const line = [...service.entrypoint, ...service.command].map(({ value }) => value).join(' ');
  return /--appendonly\s+yes|--save\s+["']?\d|(^|\s)(-js|--jetstream)(\s|$)/.test(line);
}

function violation(topology: Topology, store: TopologyService, directories: DataDirectories): Violation {
  const { name } = store.service;
  const { paths, declared, own, refused, store: kind } = directories;
  const [mount] = dataMounts(store);
  const path = paths[0] ?? '';
  const volume = declared.find((candidate) => isBelow(path, candidate) || isBelow(candidate, path));
  const where =
    mount?.kind === 'tmpfs'
      ? 'in memory'
      : mount?.kind === 'volume' || volume !== undefined
        ? 'in an anonymous volume, which `docker compose down` leaves behind'
        : 'only in the container';
  const prepared = mount === undefined && path === own ? kind.prepared : null;
  const folder = prepared?.directory ?? volume;
  const astray = mount === undefined && folder !== undefined ? mountBeside(store, folder) : null;
  const isRefused = refused !== null && astray?.target === refused.path;
  const keeps = isRefused
    ? `does not use what is mounted at ${code(refused.path)}: since version ${String(refused.since)} its data lies below ${code(volume ?? path)}, and the image refuses to start with the old mount`
    : `keeps its data ${where}${astray === null ? '' : `; what is mounted at ${code(astray.target)} does not hold it`}`;
  const target = mount?.target ?? folder ?? path;
  const together = directories.certain && kind.together.includes(target) ? kind.together : [];
  const more = together.filter((other) => other !== target && !isMounted(store, other));
  return {
    project: store.project,
    subject: name,
    identity: 'data',
    message: `${code(name)} (${whatItIs(store)}) ${keeps}.`,
    at: mount?.at ?? astray?.at ?? store.service.image?.at ?? store.service.at,
    related: [],
    path: [],
    services: [store.id],
    fix:
      prepared === null
        ? {
            summary:
              astray === null
                ? `Mount ${more.length === 0 ? 'a named volume' : 'named volumes'} at ${listed([target, ...more].map(code))}.`
                : `Mount it at ${code(target)}.`,
            edits:
              mount?.kind === 'tmpfs'
                ? []
                : astray === null
                  ? namedVolume(projectOf(topology, store.project), store.service, target, mount ?? null, more)
                  : movedMount(projectOf(topology, store.project), store.service, astray, target),
            caveat: caveatOf(directories, target, volume, isRefused),
          }
        : preparedFix(projectOf(topology, store.project), store.service, prepared, astray),
    // Memory is asked for by name: for tests, as a rule.
    severity: mount?.kind === 'tmpfs' ? 'low' : null,
  };
}

function isMounted({ service }: TopologyService, folder: string): boolean {
  return service.mounts.some((mount) => isKept(mount) && isBelow(folder, mount.target));
}

/** `target`: where the volume is to be mounted; `volume`: which the image declares there. */
function caveatOf(
  { own, store: { versions } }: DataDirectories,
  target: string,
  volume: string | undefined,
  isRefused: boolean,
): string {
  if (isRefused) return 'Data of an older version must be upgraded: dump it with that version and restore it.';
  if (own !== null && !isBelow(target, own) && !isBelow(own, target)) {
    return `The image need not have a folder there, and then the volume belongs to root: let the user that it runs as write to it, or keep the data at ${code(own)}. Data that is in the container now is not moved.`;
  }
  const depends = versions.length > 0 && volume === undefined ? 'Where this lies depends on the version. ' : '';
  return `${depends}Data that is in the container now is not moved; dump and restore it.`;
}

function preparedFix(project: Project | null, service: Service, prepared: Prepared, astray: Mount | null): Fix {
  const { directory, variable } = prepared;
  const mounted = astray?.target === directory ? astray : null;
  const edits = toldToKeep(project, service, prepared, mounted);
  return {
    summary: `Keep the data at ${code(directory)}${mounted === null ? ', in a named volume' : ''}: set ${code(variable)}.`,
    edits,
    caveat:
      edits.length === 0
        ? 'One setting takes the place of all that the image has by itself: state the others too.'
        : 'Data that is in the container now is not moved.',
  };
}

/** A folder that was mounted above or below `volume`, as for another version. */
function mountBeside(store: TopologyService, volume: string): Mount | null {
  return (
    writableFolders(store).find(
      ({ kind, target }) => kind !== 'tmpfs' && (isBelow(target, volume) || isBelow(volume, target)),
    ) ?? null
  );
}
