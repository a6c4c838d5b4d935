import { isBelow } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { Prepared } from '../catalogue/family.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { isTrialOnly } from './claims/trial-only.ts';
import { lastingOf } from './stores/passing.ts';
import { queueIn } from './stores/queue.ts';
import type { Severity } from '../policy/severity.ts';
import type { Edit } from '../fixes/edit.ts';
import { replaceItem, setKey } from '../fixes/service-edits.ts';
import { isListItem } from '../fixes/written.ts';
import { dataDirectories, type DataDirectories, dataMounts, driveOf, writableFolders } from './stores/mounts.ts';
import { movedMount, namedVolume, toldToKeep } from '../fixes/mounts.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import { projectOf, servicesIn, whatItIs } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * Caches lose nothing, unless their command line switches persistence on, or they hold a queue, of which it is a low finding. Forks may keep their data anywhere: any volume will do. Nothing
 * to say of what is there for a test or a demonstration, or is started by workflows alone.
 */
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
  *check(context) {
    const { topology } = context;
    for (const store of servicesIn(topology, 'data')) {
      if (projectOf(topology, store.project)?.told.isOfWorkflow === true) continue;
      const directories = dataDirectories(store);
      const queue = queueIn(context, store);
      const isKept = keptIn(projectOf(topology, store.project));
      if (directories === null || !isLosing(store, directories, queue !== null, isKept)) continue;
      const jobs = keepsData(store, directories) ? null : queue;
      const loss = lossOf(store, directories, isKept);
      // Who mounts something wants to keep the data, wherever that is.
      const lasting =
        loss.astray === null && loss.driven === null && loss.missing.length === 0
          ? lastingOf(topology, store, loss.mount?.kind === 'tmpfs')
          : 'lasting';
      if (lasting === 'passing') continue;
      const severity = lasting === 'unsure' || jobs !== null || isDurabilityOff(store) ? 'low' : null;
      const found = violation(topology, store, directories, loss, severity, jobs);
      yield isTrialOnly(context, store) ? { ...found, severity: 'low', fix: { ...found.fix, edits: [] } } : found;
    }
  },
};

function isLosing(
  store: TopologyService,
  directories: DataDirectories,
  isQueue: boolean,
  isKept: (mount: Mount) => boolean,
): boolean {
  if (directories.paths.length === 0) return false;
  const isMeantToKeep = misplaced(store, directories) !== null || driven(store, directories) !== null;
  if (!isMeantToKeep && !isQueue && !keepsData(store, directories)) return false;
  if (dataMounts(store).some((mount) => mount.kind === 'other' || isKept(mount)))
    return missing(store, directories).length > 0;
  if (dataMounts(store).some(({ kind }) => kind === 'bind')) return true;
  if (isSetByFile(store, directories) || store.service.volumesFrom.length > 0) return false;
  return directories.certain || !writableFolders(store).some(isKept);
}

/** What is mounted where another version, or another packager, keeps its data. */
function misplaced(store: TopologyService, { elsewhere, certain }: DataDirectories): Mount | null {
  if (!certain) return null;
  return (
    writableFolders(store).find(
      (mount) => isKept(mount) && elsewhere.some((path) => mount.target === path || mount.target === `${path}/data`),
    ) ?? null
  );
}

/** A named volume at a path of the same parts as that of its data, in another order or beside others: `/db/data` for `/data/db`. */
function nearMiss(store: TopologyService, { paths, certain }: DataDirectories): Mount | null {
  if (!certain) return null;
  const parts = (path: string): string => path.split('/').filter(Boolean).sort().join('/');
  const wanted = new Set(paths.map(parts));
  return (
    store.service.mounts.find(
      (mount) => mount.kind === 'volume' && mount.volume !== null && wanted.has(parts(mount.target)),
    ) ?? null
  );
}

/** The mount at its data that is read as a folder of a drive. */
function driven(store: TopologyService, { paths }: DataDirectories): Mount | null {
  return (
    store.service.mounts.find(
      (mount) => driveOf(mount) !== null && paths.some((path) => isBelow(path, mount.target.slice(2))),
    ) ?? null
  );
}

/** Folders that nothing is mounted at, beside others of which the data is of no use without them. */
function missing(store: TopologyService, { store: { together }, certain }: DataDirectories): readonly string[] {
  if (!certain || !together.some((folder) => isMounted(store, folder))) return [];
  return together.filter(
    (folder) => !isMounted(store, folder) && !store.service.mounts.some(({ target }) => isBelow(folder, target)),
  );
}

/** Whether a mount keeps what is in it: not below a folder of the host that it empties by itself. */
function keptIn(project: Project | null): (mount: Mount) => boolean {
  return (mount) => isKept(mount) && !isPassing(mount, project);
}

/** By what the file says, or a variable in it: where a checkout lies says nothing. */
function isPassing({ kind, at }: Mount, project: Project | null): boolean {
  const { item = null, held = null } = project?.written.at(at) ?? {};
  return kind === 'bind' && [item, held?.text].some((text) => /^\/(?:tmp|var\/tmp|dev\/shm)\//.test(text ?? ''));
}

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

/** Whether its owner has told it not to care for the data when it stops. */
function isDurabilityOff({ service }: TopologyService): boolean {
  const words = [...service.entrypoint, ...service.command].map(({ value }) => (value === '' ? '""' : value));
  const line = words.join(' ');
  const isUnsaved = /--save\s+(""|'')/.test(line) && !/--appendonly\s+yes/.test(line);
  return isUnsaved || UNSAFE.some((pattern) => pattern.test(line));
}

const UNSAFE: readonly RegExp[] = [
  // https://www.postgresql.org/docs/current/non-durability.html
  /\bfsync\s?=\s?["']?(off|false|no|0)\b|\bpostgres\b.*\s-F(\s|$)/i,
  /\binnodb[-_]flush[-_]log[-_]at[-_]trx[-_]commit[= ]0(\s|$)/i,
  /--nojournal\b|--storageEngine[= ](inMemory|ephemeralForTest)\b/,
];

/** How a store loses its data, and what is there to mount instead. */
interface Loss {
  /** What is mounted at its data: memory, or a volume without a name. */
  readonly mount: Mount | null;
  /** The volume that the image declares there. */
  readonly volume: string | null;
  /** A folder that the image has ready, for a store that is told nothing else. */
  readonly prepared: Prepared | null;
  /** A mount above or below, which does not hold the data. */
  readonly astray: Mount | null;
  /** A mount at its data that Compose reads as a folder of a drive of Windows. */
  readonly driven: Mount | null;
  /** Folders that hold a part of its data and are not mounted, where others are. */
  readonly missing: readonly string[];
  /** The image refuses to start with it. */
  readonly isRefused: boolean;
  /** Where a volume is to be mounted, and where others that it is of no use without. */
  readonly target: string;
  readonly more: readonly string[];
}

function lossOf(store: TopologyService, directories: DataDirectories, isLasting: (mount: Mount) => boolean): Loss {
  const { paths, declared, own, refused, certain, store: kind } = directories;
  const all = dataMounts(store);
  const mount = all.find((one) => !isLasting(one)) ?? all[0] ?? null;
  const path = paths[0] ?? '';
  const volume = declared.find((candidate) => isBelow(path, candidate) || isBelow(candidate, path)) ?? null;
  const prepared = mount === null && path === own ? kind.prepared : null;
  const folder = prepared?.directory ?? volume;
  const beside = folder === null ? null : mountBeside(store, folder);
  const astray = mount === null ? (beside ?? misplaced(store, directories) ?? nearMiss(store, directories)) : null;
  const target = mount?.target ?? folder ?? path;
  const together = certain && kind.together.includes(target) ? kind.together : [];
  return {
    mount,
    volume,
    prepared,
    astray,
    driven: driven(store, directories),
    missing: missing(store, directories),
    isRefused: refused !== null && astray?.target === refused.path,
    target,
    more: together.filter((other) => other !== target && !isMounted(store, other)),
  };
}

function violation(
  topology: Topology,
  store: TopologyService,
  directories: DataDirectories,
  loss: Loss,
  severity: Severity | null,
  jobs: string | null,
): Violation {
  const { name, image, at } = store.service;
  const project = projectOf(topology, store.project);
  return {
    project: store.project,
    subject: name,
    identity: 'data',
    message: `${code(name)} (${whatItIs(store)}) ${isElsewhere(loss, directories) ? UNMOUNTED : keepsWhere(loss, directories)}${jobs === null ? '' : `. It holds jobs, ${jobs}`}.`,
    at: loss.driven?.at ?? loss.mount?.at ?? loss.astray?.at ?? image?.at ?? at,
    related: [],
    path: [],
    services: [store.id],
    fix: fixOf(project, store.service, loss, directories),
    severity,
  };
}

/** Whether its data may lie anywhere: nothing is mounted, and an image that only has the name of the software may have folders of its own. */
function isElsewhere(
  { mount, astray, driven: drive, missing: parts }: Loss,
  { certain, isStated }: DataDirectories,
): boolean {
  return !certain && !isStated && mount === null && astray === null && drive === null && parts.length === 0;
}

const UNMOUNTED = 'has nothing mounted that its data could be in, so the data goes with the container';

function fixOf(project: Project | null, service: Service, loss: Loss, directories: DataDirectories): Fix {
  if (isElsewhere(loss, directories)) {
    return {
      summary: 'Mount a named volume where this image keeps its data.',
      edits: [],
      caveat: `The image of the software itself has it at ${code(loss.target)}; this one need not.`,
    };
  }
  const { driven: drive, missing: parts } = loss;
  if (drive !== null) return driveFix(project, service, drive);
  const [first, ...rest] = parts;
  if (first !== undefined) {
    return {
      summary: `Mount ${rest.length === 0 ? 'a named volume' : 'named volumes'} at ${listed(parts.map(code))}, too.`,
      edits: namedVolume(project, service, first, null, rest),
      caveat: 'Data that is in the container now is not moved.',
    };
  }
  return loss.prepared === null
    ? mountFix(project, service, loss, directories)
    : preparedFix(project, service, loss.prepared, loss.astray);
}

/** The long form knows a name of one letter from a drive. */
function driveFix(project: Project | null, service: Service, drive: Mount): Fix {
  const [letter, target] = [drive.target.slice(0, 1), drive.target.slice(2)];
  return {
    summary: `Mount volume ${code(letter)} in the long form, or give it a longer name.`,
    edits:
      project?.volumes.has(letter) === true && isListItem(project, drive.at)
        ? [replaceItem(project, service, 'volumes', drive.at, { type: 'volume', source: letter, target })]
        : [],
    caveat: 'Data that is in the container now is not moved; dump and restore it.',
  };
}

function keepsWhere(loss: Loss, { refused, paths }: DataDirectories): string {
  const { astray, volume, missing: parts } = loss;
  const drive = loss.driven === null ? null : driveOf(loss.driven);
  if (loss.driven !== null && drive !== null) {
    return `keeps its data ${placeText(loss)}: ${code(loss.driven.target)} is read as a folder of drive ${drive.toUpperCase()} of Windows, not as volume ${code(drive)}`;
  }
  if (parts.length > 0) {
    return `keeps a part of its data, which is of no use without it, in ${listed(parts.map(code))}, where no named volume is`;
  }
  if (loss.isRefused && refused !== null) {
    return `does not use what is mounted at ${code(refused.path)}: since version ${String(refused.since)} its data lies below ${code(volume ?? paths[0] ?? '')}, and the image refuses to start with the old mount`;
  }
  return `keeps its data ${placeText(loss)}${astray === null ? '' : `; what is mounted at ${code(astray.target)} does not hold it`}`;
}

function placeText({ mount, volume }: Loss): string {
  if (mount?.kind === 'tmpfs') return 'in memory';
  if (mount?.kind === 'bind') return 'in a folder of the host that the host empties by itself';
  const isAnonymous = mount?.kind === 'volume' || volume !== null;
  return isAnonymous ? 'in an anonymous volume, which `docker compose down` leaves behind' : 'only in the container';
}

function mountFix(project: Project | null, service: Service, loss: Loss, directories: DataDirectories): Fix {
  const { mount, astray, target, more } = loss;
  const caveat = caveatOf(loss, directories);
  if (astray !== null) {
    return { summary: `Mount it at ${code(target)}.`, edits: movedMount(project, service, astray, target), caveat };
  }
  const node = ofOneNode(service, directories);
  return {
    summary: `Mount ${more.length === 0 ? 'a named volume' : 'named volumes'} at ${listed([target, ...more].map(code))}.`,
    edits:
      mount?.kind === 'tmpfs' || mount?.kind === 'bind'
        ? []
        : [...namedVolume(project, service, target, mount, more), ...node],
    caveat: node.length === 0 ? caveat : `${caveat} ${ITS_NODE}`,
  };
}

/** A host name that stays, for software that keeps its data under the name of its node. */
function ofOneNode(service: Service, { store: { nodeName } }: DataDirectories): readonly Edit[] {
  const { name, hostname, networkMode, environment } = service;
  return nodeName === null || hostname !== null || networkMode !== null || environment.has(nodeName)
    ? []
    : [setKey(service, ['hostname'], name.replace(/[^a-zA-Z0-9-]/g, '-'))];
}

const ITS_NODE =
  'Its folder there bears the host name of the container: without one that stays, each new container would start with nothing.';

function isMounted({ service }: TopologyService, folder: string): boolean {
  return service.mounts.some((mount) => isKept(mount) && isBelow(folder, mount.target));
}

function caveatOf({ target, volume, isRefused }: Loss, { own, store: { versions } }: DataDirectories): string {
  if (isRefused) return 'Data of an older version must be upgraded: dump it with that version and restore it.';
  if (own !== null && !isBelow(target, own) && !isBelow(own, target)) {
    return `The image need not have a folder there, and then the volume belongs to root: let the user that it runs as write to it, or keep the data at ${code(own)}. Data that is in the container now is not moved.`;
  }
  const depends = versions.length > 0 && volume === null ? 'Where this lies depends on the version. ' : '';
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
