import { wordsOf } from '../../catalogue/image.ts';
import type { Service } from '../../compose/project.ts';
import type { TopologyService } from '../../topology/topology.ts';

/** How much the data of a store is meant to last: `passing`: not at all, `unsure`: some sign says so and none settles it. */
export type Lasting = 'lasting' | 'unsure' | 'passing';

/**
 * Whether a store is there for a test, a demonstration or as a cache, by several signs together: the names of its file, folder, project and
 * profiles, memory for the data, no `restart`, and what it is called and told.
 */
export function lastingOf({ service, project }: TopologyService, isInMemory: boolean): Lasting {
  const names = new Set([service.at.file, project, ...service.profiles].flatMap(wordsOf));
  const [isTrial, isWork] = [TRIAL, WORK].map((words) => words.some((word) => names.has(word)));
  const isCache = isCacheByUse(service);
  const others = [isInMemory, service.restart === null, isCache].filter(Boolean).length;
  if ((isTrial === true && others > 0) || (isInMemory && isCache)) return 'passing';
  return isTrial === true || isInMemory || ((isWork === true || isCache) && others > 0) ? 'unsure' : 'lasting';
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
