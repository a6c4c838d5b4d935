import { familyOf } from '../../catalogue/catalogue.ts';
import { wordsOf } from '../../catalogue/image.ts';
import type { Service } from '../../compose/project.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';

/** How much the data of a store is meant to last: `passing`: not at all, `unsure`: some sign says so and none settles it. */
export type Lasting = 'lasting' | 'unsure' | 'passing';

/**
 * Whether a store is there for a test, a demonstration or as a cache, by several signs together: the names of its file, folder, project and
 * profiles, memory for the data, no `restart`, what it is called and told, and a project that keeps nothing.
 */
export function lastingOf(topology: Topology, store: TopologyService, isInMemory: boolean): Lasting {
  const { service } = store;
  const { isTrial, isWork } = purposeOf(store);
  const isCache = isCacheByUse(service);
  const others = [isInMemory, service.restart === null, isCache].filter(Boolean).length;
  if ((isTrial && others > 0) || (isInMemory && isCache)) return 'passing';
  if (isTrial || isInMemory || ((isWork || isCache) && others > 0)) return 'unsure';
  return isThrownAway(topology, store) ? 'unsure' : 'lasting';
}

/** What others put there is made again by who sends it. */
const PASSED_ON: ReadonlySet<string> = new Set(['a message broker', 'a coordination store', 'a key-value store']);

/** Whether a broker or the like is of a project of which nothing is started again by itself, and nothing keeps anything by name. */
function isThrownAway({ services }: Topology, { project, service: { image } }: TopologyService): boolean {
  const kind = image === null ? undefined : familyOf(image.value)?.family.kind;
  if (kind === undefined || !PASSED_ON.has(kind)) return false;
  return [...services.values()]
    .filter((other) => other.project === project)
    .every(
      ({ service }) =>
        service.restart === null && service.mounts.every((mount) => mount.kind !== 'volume' || mount.volume === null),
    );
}

/** Whether names around a service say that it is for trying things, or for the work on them. */
export function purposeOf({ service, project }: TopologyService): {
  readonly isTrial: boolean;
  readonly isWork: boolean;
} {
  const names = new Set([service.at.file, project, ...service.profiles].flatMap(wordsOf));
  return { isTrial: TRIAL.some((word) => names.has(word)), isWork: WORK.some((word) => names.has(word)) };
}

/** What is tried once. */
const TRIAL = 'test tests testing e2e ci demo demos example examples sample samples playground bench benchmark'.split(
  ' ',
);

/** Where people work: what is lost there is missed, but can be made again. */
const WORK = 'dev devel development local'.split(' ');

/** Called a cache, or told to throw away what is used least. */
function isCacheByUse({ name, command }: Service): boolean {
  const line = command.map(({ value }) => value).join(' ');
  return (
    wordsOf(name).some((word) => ['cache', 'tmp', 'temp', 'ephemeral'].includes(word)) ||
    /--maxmemory-policy\s+["']?(allkeys|volatile)-/.test(line)
  );
}
