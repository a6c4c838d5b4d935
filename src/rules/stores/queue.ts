import type { Service } from '../../compose/project.ts';
import type { TopologyService } from '../../topology/topology.ts';
import { code } from '../../words/words.ts';
import type { RuleContext } from '../context.ts';

/**
 * What shows that a store that would be a cache by its image holds the jobs of a queue, in words that finish "it holds jobs, ": it is told to throw nothing
 * away, or who uses it is a worker of a known kind. `null`: nothing does, or it is told to keep nothing.
 */
export function queueIn({ topology, needs }: RuleContext, store: TopologyService): string | null {
  const own = textOf(store.service);
  if (/--save\s+(""|''|\s|$)/.test(own) && !/--appendonly\s+yes/.test(own)) return null;
  if (/--maxmemory-policy\s+["']?noeviction/.test(own))
    return `for it is told to throw none away (${code('noeviction')})`;
  for (const user of topology.services.values()) {
    if (needs.get(user.id)?.some(({ to }) => to === store.id) !== true) continue;
    const by = workBy(user.service, store.service.name);
    if (by !== null) return `by ${code(by)} of ${code(user.service.name)}`;
  }
  return null;
}

/** The setting or the command by which a user of a store works off jobs. */
function workBy(user: Service, store: string): string | null {
  const setting = [...user.environment].find(
    ([key, { value }]) => QUEUE.test(key) && (value === 'redis' || value?.includes(store) === true),
  );
  if (setting !== undefined) return setting[0];
  return WORKER.exec(textOf(user))?.[2] ?? null;
}

const QUEUE =
  /CELERY_?(BROKER|RESULT)|SIDEKIQ|BULL|RESQUE|(^|_)BROKER_URL|QUEUE_(CONNECTION|DRIVER|REDIS|URL|HOST)|(^|_)(RQ|ARQ)_/i;
const WORKER = /(^|[\s/])(celery|sidekiq|resque|rq worker|arq|horizon)(\s|$)/;

function textOf({ entrypoint, command }: Service): string {
  return [...entrypoint, ...command].map(({ value }) => (value === '' ? '""' : value)).join(' ');
}
