import type { Service } from '../../compose/project.ts';
import { isJob } from '../../catalogue/name.ts';

/**
 * Whether a service with a store's image only borrows its client, for a job that ends. Its name alone does not say so: others wait for its
 * end, or it runs something else than the store. What publishes a port listens there, and what is always started again does not end.
 */
export function isJobOfStore(service: Service, isAwaited: boolean): boolean {
  const { name, ports, restart, command, entrypoint } = service;
  if (!isJob(name) || ports.length > 0) return false;
  if (isAwaited) return true;
  const goesOn = /^(always|unless-stopped)$/.test(restart?.value ?? '');
  const words = [...entrypoint, ...command].map(({ value }) => value);
  if (words.length === 0) return !goesOn && !isSetUp(service);
  const line = words.join(' ');
  const isOption = entrypoint.length === 0 && /^-|^server$/.test(words[0] ?? '');
  if (isOption || STARTS_STORE.test(line)) return false;
  return CLIENT.test(line) || !goesOn;
}

/** What only a store needs, where it is not told what to run. */
function isSetUp({ environment, mounts, expose, healthcheck }: Service): boolean {
  return environment.size > 0 || mounts.length > 0 || expose.length > 0 || healthcheck.length > 0;
}

/** A server where a command begins: at the start, behind a shell's signs and words, or as what an entrypoint is to start. */
const STARTS_STORE = new RegExp(
  '(?:^|[;&|(]\\s*|\\b(?:exec|then|do|else|-c|entrypoint(?:\\.sh)?|gosu \\S+|su-exec \\S+)\\s+["\']?)(?:[\\w./-]*/)?' +
    '(?:postgres|mysqld(?:_safe)?|mariadbd(?:-safe)?|mongo[ds]|(?:redis|valkey|keydb|nats|rabbitmq|clickhouse|dragonfly)-server|' +
    'memcached|etcd|influxd|neo4j|cassandra|elasticsearch|opensearch|cockroach|minio|dragonfly|kafka-server-start(?:\\.sh)?|' +
    'zkServer(?:\\.sh)?|sqlservr|docker-entrypoint(?:\\.sh)?)(?=$|[\\s"\';&|)])',
);

/** Programs that talk to a store. */
const CLIENT =
  /(?:^|[\s;&|("'/])(?:psql|pg_(?:dump|dumpall|restore|isready|basebackup)|createdb|mysql|mysqldump|mysqladmin|mariadb|mariadb-(?:dump|admin|backup)|mongosh?|mongo(?:dump|restore|import|export)|(?:redis|valkey|keydb)-cli|rabbitmqctl|rabbitmqadmin|etcdctl|cqlsh|clickhouse-client|cypher-shell|kafka-(?:topics|configs|acls|console-producer|storage)(?:\.sh)?|influx|mc|curl|wget|sqlcmd)(?=$|[\s"';&|)])/;
