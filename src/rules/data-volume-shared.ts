import { withGuesses } from './claims/by-guess.ts';
import { namedVolume, readOnly, withoutMounts } from '../fixes/mounts.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import type { Project, Service } from '../compose/project.ts';
import type { TopologyService, TopologyVolume } from '../topology/topology.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import { wordsOf } from '../catalogue/image.ts';
import { isBelow } from '../compose/path.ts';
import { isOwnFolder } from './claims/own-folder.ts';
import { jobsIn } from '../topology/zones/jobs.ts';
import type { RuleContext } from './context.ts';
import { dataVolumes, overlapping } from './stores/volumes.ts';
import { sensitivePath } from '../engines/host/sensitive-paths.ts';
import type { NodeId } from '../topology/node-id.ts';
import { projectOf, servicesIn } from '../topology/services.ts';
import { targetsBy } from '../flows/matrix.ts';
import { relatedTo } from '../flows/from-outside.ts';
import type { Flow } from '../flows/flow.ts';
import { code } from '../words/words.ts';

/** Two stores of one kind may be meant to work on one directory in turn (an upgrade); everyone else should ask the store. */
export const dataVolumeShared: Rule = {
  id: 'data-volume-shared',
  severity: 'medium',
  summary: "Another service mounts a data store's data directory, or shares its processes",
  why: 'It reads every record past the store and its passwords; writable, it can corrupt or replace them.',
  fix: 'Let it ask the store, or mount the volume read-only if all it does is copy.',
  references: ['https://docs.docker.com/engine/storage/volumes/'],
  *check(context) {
    yield* withGuesses(context, 'medium', [['data']], shared(context));
  },
};

function* shared(context: RuleContext): Generator<Violation> {
  const around = overlapping(context.topology);
  for (const [store, volumes] of dataVolumes(context.topology)) {
    for (const id of volumes) yield* sharing(context, store, id, around);
  }
  for (const store of servicesIn(context.topology, 'data')) yield* sharingProcesses(context, store);
}

/** Who is among the processes of a store has its files, and its memory: only whom the two run as may keep them apart. */
function* sharingProcesses({ topology, flows }: RuleContext, store: TopologyService): Generator<Violation> {
  for (const id of targetsBy(flows, store.id, BY_PROCESSES)) {
    const other = topology.services.get(id);
    const flow = flows.between(id, store.id).find(({ means }) => means.kind === 'processes');
    const [first] = flow?.evidence ?? [];
    if (other === undefined || flow?.means.kind !== 'processes' || first === undefined) continue;
    if (isSameKind(store, other) || other.service.replicas === 0) continue;
    const { what } = flow.means;
    const [name, reader] = [store.service.name, other.service.name];
    yield {
      project: other.project,
      subject: reader,
      identity: `to=${name} ${what}`,
      message: `${code(reader)} shares the ${what} of ${code(name)}${what === 'processes' ? ', and so reads its files and memory' : ''} past the store itself.`,
      at: first.at,
      related: relatedTo([flow], first.at),
      path: [flow],
      services: [other.id, store.id],
      fix: {
        summary: `Give ${code(reader)} and ${code(name)} namespaces of their own: leave out ${code(what === 'processes' ? 'pid' : 'ipc')}.`,
        edits: [],
        caveat: null,
      },
      severity: what === 'processes' ? 'high' : null,
    };
  }
}

const BY_PROCESSES: ReadonlySet<Flow['means']['kind']> = new Set(['processes']);

function* sharing(
  { topology, needs }: RuleContext,
  storeId: NodeId,
  volumeId: NodeId,
  around: ReturnType<typeof overlapping>,
): Generator<Violation> {
  const [store, data] = [topology.services.get(storeId), topology.volumes.get(volumeId)];
  if (store === undefined || data === undefined || isIdle(store.service)) return;
  const jobs = jobsIn(topology);
  const own = data.mounts.find(({ service }) => service === storeId);
  const seen = new Set<NodeId>();
  const showing = [...around(new Set([volumeId]))].flatMap((id) => topology.volumes.get(id) ?? []);
  for (const { volume, mount } of showing.flatMap((volume) => volume.mounts.map((mount) => ({ volume, mount })))) {
    const other = topology.services.get(mount.service);
    if (
      other === undefined ||
      other.id === storeId ||
      seen.has(other.id) ||
      isSameKind(store, other) ||
      isToldOfHost(volume) ||
      other.service.replicas === 0
    )
      continue;
    seen.add(other.id);
    const [name, reader] = [store.service.name, other.service.name];
    const isAround = isFolderAround(volume, data);
    const isClient = needs.get(other.id)?.some(({ to }) => to === storeId) === true;
    const through = volume === data ? '' : ` through ${code(volume.key)}`;
    yield {
      project: other.project,
      subject: reader,
      identity: `to=${name} volume=${volume.key} ${mount.readOnly ? 'ro' : 'rw'}`,
      message: `${code(reader)} ${mount.readOnly ? 'reads' : 'can change'} the data of ${code(name)} in ${code(data.key)}${through}, past the store itself.`,
      at: mount.at,
      related: own === undefined ? [] : [{ at: own.at, note: `${name} keeps its data there` }],
      ...(isAround && own !== undefined ? { ends: [[own.at], [mount.at]] } : {}),
      path: [],
      services: [other.id, store.id],
      fix: worksOnData(other.service, jobs.has(other.id))
        ? forJob(store.service, other.service)
        : isAround
          ? movedOut(projectOf(topology, store.project), store.service, data, volume)
          : fixOf(projectOf(topology, other.project), volume, other.service, mount, volume === data),
      // Whoever has the store's password anyway does not mount the folder for its files.
      severity:
        mount.readOnly || worksOnData(other.service, jobs.has(other.id)) || (isAround && isClient) ? 'low' : null,
    };
  }
}

/** Whether it ends by itself, or is called after work on the files themselves. */
function worksOnData({ name, restart }: Service, isJob: boolean): boolean {
  return isJob || restart?.value === 'no' || wordsOf(name).some((word) => WORK_ON_FILES.has(word));
}

const WORK_ON_FILES: ReadonlySet<string> = new Set(
  'upgrade upgrader pgupgrade migrate migration migrator restore init setup import permissions chown'.split(' '),
);

function forJob(store: Service, { name }: Service): Fix {
  return {
    summary: `Run ${code(name)} only while ${code(store.name)} is stopped.`,
    edits: [],
    caveat: 'Two that write the same files at a time break them.',
  };
}

/** Whether it is told to do nothing: no store runs in its container then. */
function isIdle({ entrypoint }: Service): boolean {
  const [first] = entrypoint;
  return first !== undefined && /^(\/(usr\/)?bin\/)?(echo|true|false|sleep)$/.test(first.value);
}

function fixOf(
  project: Project | null,
  volume: TopologyVolume,
  service: Service,
  { at, readOnly: isRead }: TopologyVolume['mounts'][number],
  isData: boolean,
): Fix {
  const reader = code(service.name);
  const mounts = service.mounts.filter((own) => own.at === at);
  if (isRead) {
    return {
      summary: `Let ${reader} ask the store instead of reading its files.`,
      edits: withoutMounts(project, service, mounts),
      caveat: 'It then needs a dump of the data, or a way to the store over a network.',
    };
  }
  if (!isData) {
    return {
      summary: `Keep the data out of ${code(volume.key)}, in a named volume, or mount that read-only in ${reader}.`,
      edits: [],
      caveat: `No patch is shown: no file says whether it can do without writing to what else is in ${code(volume.key)}, and data that are there are not moved.`,
    };
  }
  if (mounts.some((mount) => isOwnFolder(project, service, mount))) {
    return {
      summary: `Give ${reader} a folder or volume of its own beside ${code(volume.key)}.`,
      edits: [],
      caveat: `${reader} is told to work in that folder: read-only, it could not.`,
    };
  }
  return {
    summary: `Take ${code(volume.key)} from ${reader}, or mount it read-only.`,
    edits: readOnly(project, service, mounts),
    caveat: 'Files copied while the store runs may not fit together; a dump does.',
  };
}

/** Whether `volume` is a folder of the host that holds that of the data, beside what else it is for. */
function isFolderAround(volume: TopologyVolume, data: TopologyVolume): boolean {
  return volume !== data && volume.kind === 'bind' && data.kind === 'bind' && isBelow(data.name, volume.name);
}

/** What the folder around is for nobody knows: the data goes elsewhere. */
function movedOut(project: Project | null, store: Service, data: TopologyVolume, around: TopologyVolume): Fix {
  const [name, from] = [code(store.name), code(data.key)];
  const [mount, ...more] = store.mounts.filter(({ at }) => data.mounts.some((mount) => mount.at === at));
  return {
    summary: `Move the data of ${name} out of ${code(around.key)}, into a volume of its own.`,
    edits: mount === undefined || more.length > 0 ? [] : namedVolume(project, store, mount.target, mount),
    caveat: `The data has to be moved once: stop ${name}, and copy what is in ${from} into the volume before it starts again. Whatever else reads the folder, as a backup, needs the new place.`,
  };
}

/** What all of the host or of the engine's files holds is the business of `host-path-mounted`. */
function isToldOfHost({ kind, name }: TopologyVolume): boolean {
  return kind === 'bind' && sensitivePath(name) !== null;
}

function isSameKind(a: TopologyService, b: TopologyService): boolean {
  const [one, other] = [a, b].map(({ service, zone }) =>
    zone.zone === 'data' && service.image !== null ? familyOf(service.image.value)?.family.name : undefined,
  );
  return one !== undefined && one === other;
}
