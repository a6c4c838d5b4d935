import { wordsOf } from '../../catalogue/image.ts';
import type { Service } from '../../compose/project.ts';
import type { TopologyService } from '../../topology/topology.ts';

/** How much the data of a store is meant to last: `passing`: not at all, `unsure`: some sign says so and none settles it. */
export type Lasting = 'lasting' | 'unsure' | 'passing';

/**
 * Whether a store is there for a test, a demonstration or as a cache, by several signs together: the names of its file, folder, project and
 * profiles, memory for the data, no `restart`, and what it is called and told.
 */
export function lastingOf(store: TopologyService, isInMemory: boolean): Lasting {
  const { service } = store;
  const { isTrial, isWork } = purposeOf(store);
  const isCache = isCacheByUse(service);
  const others = [isInMemory, service.restart === null, isCache].filter(Boolean).length;
  if ((isTrial && others > 0) || (isInMemory && isCache)) return 'passing';
  return isTrial || isInMemory || ((isWork || isCache) && others > 0) ? 'unsure' : 'lasting';
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
