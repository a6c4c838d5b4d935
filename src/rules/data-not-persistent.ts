import type { Mount } from '../compose/project.ts';
import type { TopologyService } from '../topology/topology.ts';
import { dataDirectories, dataMounts, writableFolders, type DataDirectories } from './data-mounts.ts';
import { servicesIn } from './reach.ts';
import type { Rule, Violation } from './rule.ts';
import { code } from './wording.ts';

/** Caches lose nothing, unless their command line switches persistence on. Forks may keep their data anywhere: any volume will do. */
export const dataNotPersistent: Rule = {
  id: 'data-not-persistent',
  severity: 'medium',
  summary: "A data store's data is on no named volume",
  why: 'The data is gone, or left behind in a volume without a name, when the container is replaced.',
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
      if (store.service.volumesFrom.length > 0 || (!known.certain && writableFolders(store).some(isKept))) continue;
      yield violation(store, known);
    }
  },
};

function isKept(mount: Mount): boolean {
  return mount.kind === 'bind' || (mount.kind === 'volume' && mount.volume !== null);
}

function keepsData({ service }: TopologyService, { store }: DataDirectories): boolean {
  if (!store.cache) return true;
  const line = [...service.entrypoint, ...service.command].map(({ value }) => value).join(' ');
  return /--appendonly\s+yes|--save\s+["']?\d|(^|\s)(-js|--jetstream)(\s|$)/.test(line);
}

function violation(store: TopologyService, { paths, declared }: DataDirectories): Violation {
  const { name } = store.service;
  const [mount] = dataMounts(store);
  const path = paths[0] ?? '';
  const volume = `${name.replace(/[^a-zA-Z0-9_.-]/g, '_')}_data`;
  const isAnonymous = mount?.kind === 'volume' || declared.length > 0;
  const where =
    mount?.kind === 'tmpfs'
      ? 'in memory'
      : isAnonymous
        ? 'in an anonymous volume, which a new container does not get'
        : 'only in the container';
  return {
    project: store.project,
    subject: name,
    identity: 'data',
    message: `${code(name)} (${store.zone.reason.replace(/^image \S+ is /, '')}) keeps its data ${where}.`,
    at: mount?.at ?? store.service.image?.at ?? store.service.at,
    related: [],
    path: [],
    services: [store.id],
    fix: {
      summary: `Mount a named volume at ${code(path)}.`,
      yaml: `services:\n  ${name}:\n+   volumes:\n+     - ${volume}:${path}\n+volumes:\n+ ${volume}:`,
      caveat: 'Data that is in the container now is not moved; dump and restore it.',
    },
    severity: null,
  };
}
