import { described, familyOf } from '../../catalogue/catalogue.ts';

/** The store that a command ends in (`PostgreSQL, a database`); `null`: it starts none, or something else beside one. */
export function storeStartedBy(line: string): string | null {
  // What is left running is what comes last: `redis-server --daemonize yes && node app.js` is an application.
  const last = line.split(/[;&|\n]+/).findLast((part) => /[\w]/.test(part)) ?? '';
  const words = last
    .trim()
    .split(/\s+/)
    .slice(0, MOST_WORDS)
    .map((word) => word.replace(/^["']|["']$/g, ''));
  const first = words.findIndex((word) => !isBefore(word));
  const program = words[first]?.replace(/^.*\//, '') ?? '';
  const image = SERVERS.get(program);
  const family = image === undefined ? null : familyOf(image)?.family;
  return family === undefined || family === null || words.slice(first).some((word) => ASKS.test(word))
    ? null
    : described(family);
}

const MOST_WORDS = 12;

/** Words before the program: shells, what hands over to it, and users that it is started as. */
function isBefore(word: string): boolean {
  return (
    /^(?:\S*\/)?(?:(?:ba|da|a|z)?sh|exec|tini|dumb-init|gosu|su-exec|env|docker-entrypoint\.sh|--?\w*|[A-Z_]+=\S*)$/.test(
      word,
    ) || USERS.has(word)
  );
}

const USERS = new Set(['postgres:postgres', 'mysql', 'mongodb', 'redis']);
/** What ends at once. */
const ASKS = /^(?:--version|-V|--help|--initialize(?:-insecure)?)$/;

/** Programs that are servers of stores and nothing else, with the image that has them. */
const SERVERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    postgres: 'postgres postmaster',
    mysql: 'mysqld mysqld_safe',
    mariadb: 'mariadbd mariadbd-safe',
    mongo: 'mongod mongos',
    redis: 'redis-server',
    'valkey/valkey': 'valkey-server',
    'eqalpha/keydb': 'keydb-server',
    memcached: 'memcached',
    rabbitmq: 'rabbitmq-server',
    'clickhouse/clickhouse-server': 'clickhouse-server',
    influxdb: 'influxd',
    'cockroachdb/cockroach': 'cockroach',
    'mcr.microsoft.com/mssql/server': 'sqlservr',
    'quay.io/coreos/etcd': 'etcd',
  }).flatMap(([image, programs]) => programs.split(' ').map((program) => [program, image] as const)),
);
