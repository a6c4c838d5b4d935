import type { Service } from '../../compose/project.ts';
import { isJob } from '../../catalogue/name.ts';

/**
 * Whether a service with a store's image only borrows its client, for a job that ends: others wait for its end, or it runs something else
 * than the store. Neither its name nor who waits alone says so. What publishes a port listens there, and what keeps data as the store does is the store.
 */
export function isJobOfStore(service: Service, isAwaited: boolean, directories: readonly string[]): boolean {
  const { name, ports, restart, command, entrypoint } = service;
  if (ports.length > 0) return false;
  const words = [...entrypoint, ...command].map(({ value }) => value);
  const line = words.join(' ');
  const isOption = entrypoint.length === 0 && /^-|^server$/.test(words[0] ?? '');
  if (isOption || STARTS_STORE.test(line)) return false;
  if (isAwaited && (isJob(name) || words.length > 0)) return true;
  if (words.length === 0) return false;
  if (CLIENT.test(line)) return true;
  const isOnce = restart?.value === 'no' || restart?.value.startsWith('on-failure') === true;
  const goesOn = /^(always|unless-stopped)$/.test(restart?.value ?? '');
  const keepsData = service.mounts.some(({ target }) => directories.includes(target));
  return isJob(name) ? !goesOn : isOnce && isScript(words) && !keepsData;
}

/** Whether its command starts a store, in whatever image. */
export function startsStore({ command, entrypoint }: Service): boolean {
  return STARTS_STORE.test([...entrypoint, ...command].map(({ value }) => value).join(' '));
}

/** Whether all that is run is a file of somebody's own, or a shell's commands. */
function isScript(words: readonly string[]): boolean {
  return /(?:^|\/)(?:ba|da|a|z)?sh$|\.sh$/.test(words[0] ?? '');
}

/** A server where a command begins: at the start, behind a shell's signs and words, or as what an entrypoint is to start. */
const STARTS_STORE = new RegExp(
  '(?:^|[;&|(]\\s*|\\b(?:exec|then|do|else|-c|entrypoint(?:\\.sh)?|gosu \\S+|su-exec \\S+)\\s+["\']?)(?:[\\w./-]*/)?' +
    '(?:postgres|mysqld(?:_safe)?|mariadbd(?:-safe)?|mongo[ds]|(?:redis|valkey|keydb|nats|rabbitmq|clickhouse|dragonfly)-server|' +
    'memcached|etcd|influxd|neo4j|cassandra|elasticsearch|opensearch|cockroach|minio|dragonfly|kafka-server-start(?:\\.sh)?|' +
    'zkServer(?:\\.sh)?|sqlservr|start-kafka(?:\\.sh)?|docker-entrypoint(?:\\.sh)?|(?:docker/)?run(?:\\.sh)?|start(?:-single-node)?)(?=$|[\\s"\';&|)])',
);

/** Programs that talk to a store. */
const CLIENT =
  /(?:^|[\s;&|("'/])(?:psql|pg_(?:dump|dumpall|restore|isready|basebackup)|createdb|mysql|mysqldump|mysqladmin|mariadb|mariadb-(?:dump|admin|backup)|mongosh?|mongo(?:dump|restore|import|export)|(?:redis|valkey|keydb)-cli|rabbitmqctl|rabbitmqadmin|etcdctl|cqlsh|clickhouse-client|cypher-shell|kafka-(?:topics|configs|acls|console-producer|console-consumer|consumer-groups|storage)(?:\.sh)?|influx|mc|curl|wget|sqlcmd|chown|chmod|nc)(?=$|[\s"';&|)])/;
