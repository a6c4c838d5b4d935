import { describe, expect, test } from 'vitest';
import { hostsIn, hostsInList, isAboutHost } from '../../src/topology/needs/hosts.ts';
import { contextOf } from '../rules/violations.ts';

describe('host names in a text', () => {
  test.each([
    ['postgres://user:pa%40ss@db:5432/app', ['db']],
    ['jdbc:postgresql://db/app?user=x', ['db']],
    ['mongodb://a:27017,b:27017/app?replicaSet=rs', ['a', 'b']],
    ['redis://:secret@cache:6379/0', ['cache']],
    ['user:secret@tcp(mysql:3306)/app', ['mysql']],
    ['host=db user=postgres dbname=postgres', ['db']],
    ['Server=db;Database=app;User=sa', ['db']],
    ['Data Source=tcp:db,1433', ['db']],
    ['pg_isready -h db -U postgres', ['db']],
    ['nc -z db 5432', ['db']],
    ['--database.host=db', ['db']],
    ['{"host": "db", "port": 5432}', ['db']],
    ['amqp://queue', ['queue']],
    ['jdbc:sqlserver://db;databaseName=app', ['db']],
    ['jdbc:oracle:thin:@//db:1521/XE', ['db']],
    ['mysql:host=db;dbname=app', ['db']],
    ['postgres', []],
    ['', []],
  ])('%s', (text, hosts) => {
    expect(hostsIn(text)).toEqual(hosts);
  });

  test('lists of a setting about hosts may be words alone', () => {
    expect(hostsInList('kafka1:9092,kafka2')).toEqual(['kafka1', 'kafka2']);
    expect(hostsInList('db')).toEqual(['db']);
  });

  test('settings about hosts are known by their names', () => {
    expect(
      [
        'DB_HOST',
        'PGHOST',
        'KAFKA_BROKERS',
        'DATABASE_URL',
        'BOOTSTRAP_SERVERS',
        'elasticsearch.hosts',
        'DB_HOST_NAME',
        'CASSANDRA_CONTACT_POINTS',
        'MYSQL_SERVER_NAME',
      ].filter((key) => !isAboutHost(key)),
    ).toEqual([]);
    expect(['DB_USER', 'POSTGRES_DB', 'MYSQL_DATABASE', 'DB_CONNECTION', 'IMAGE_HOST'].filter(isAboutHost)).toEqual([]);
  });

  test('a long text takes no long time', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(99_000),
      'host '.repeat(19_000),
      '://'.repeat(33_000),
      'a.'.repeat(49_000),
      'host=' + ' '.repeat(90_000),
    ])
      hostsIn(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('needs', () => {
  const STORE =
    '  db: { image: postgres:16, container_name: shop-db, hostname: ledger, networks: { default: { aliases: [pg] } } }\n';

  function needOf(service: string, rest = '') {
    const { context } = contextOf({
      'compose.yaml': `services:\n${STORE}  web: ${service}\n${rest}`,
      '.env': '',
      'web.env': 'X=1\nDB_HOST=db\n',
    });
    return (context.needs.get('service:shop/web') ?? []).map(
      ({ to, evidence }) => `${to} ${evidence.note} :${String(evidence.at.line)}`,
    );
  }

  test.each([
    ['{ image: a, depends_on: [db] }', 'web names db in depends_on :3'],
    ['{ image: a, links: ["db:database"] }', 'web names db in links :3'],
    ['{ image: a, environment: { DATABASE_URL: "postgres://u:p@db/x" } }', 'web names db in DATABASE_URL :3'],
    ['{ image: a, environment: { DB_HOST: pg } }', 'web names pg in DB_HOST :3'],
    ['{ image: a, environment: { DB_HOST: shop-db } }', 'web names shop-db in DB_HOST :3'],
    ['{ image: a, environment: { DB_HOST: LEDGER } }', 'web names LEDGER in DB_HOST :3'],
    ['{ image: a, env_file: web.env }', 'web names db in DB_HOST :2'],
    ['{ image: a, command: ["migrate", "-h", "db"] }', 'web names db in command :3'],
    ['{ image: a, entrypoint: "wait-for db:5432 -- run" }', 'web names db in entrypoint :3'],
    ['{ image: a, healthcheck: { test: "pg_isready -h db" } }', 'web names db in healthcheck :3'],
    ['{ image: a, labels: { probe: "tcp://db:5432" } }', 'web names db in label probe :3'],
  ])('%s', (service, note) => {
    expect(needOf(service)).toEqual([`service:shop/db ${note}`]);
  });

  test('of a name that two services have are those to the one that runs together with who asks', () => {
    const named = (profile: string) =>
      `{ image: postgres:16, profiles: [${profile}], networks: { default: { aliases: [pg] } } }`;
    const { context } = contextOf({
      'compose.yaml': `services:
  one: ${named('a')}
  two: ${named('b')}
  web: { image: a, profiles: [b], environment: { DB_HOST: pg } }
`,
    });
    expect(context.needs.get('service:shop/web')?.map(({ to }) => to)).toEqual(['service:shop/two']);
  });

  test('are found in inline configs', () => {
    expect(
      needOf('{ image: a, configs: [app] }', 'configs:\n  app: { content: "database: { host: db, port: 5432 }" }'),
    ).toEqual(['service:shop/db web names db in config app :5']);
  });

  test('are none where a name is a user, a database, or the end of a job is waited for', () => {
    expect(needOf('{ image: a, environment: { DB_USER: db, POSTGRES_DB: pg, DB_TYPE: db } }')).toEqual([]);
    expect(needOf('{ image: a, depends_on: { db: { condition: service_completed_successfully } } }')).toEqual([]);
  });

  test('never say what stands beside the name', () => {
    expect(
      needOf('{ image: a, environment: { DATABASE_URL: "postgres://u:correct-horse@db/x" } }').join(),
    ).not.toContain('correct-horse');
  });
});
