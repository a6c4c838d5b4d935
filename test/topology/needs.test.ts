import { describe, expect, test } from 'vitest';
import { hostsIn, hostsInConfiguration, hostsInList, isAboutHost } from '../../src/topology/needs/hosts.ts';
import { mayNeed } from '../../src/topology/needs/may-need.ts';
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

  test.each([
    ['  server app;', ['app']],
    ['proxy_pass http://app; # not db:5432', ['app']],
    ['# proxy_pass http://app;', []],
    ['server_name app;', []],
    ['set $upstream app;', ['app']],
    ['reverse_proxy /api/* app', ['app']],
  ])('in a line of configuration: %s', (line, hosts) => {
    expect(hostsInConfiguration(line)).toEqual(hosts);
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

  test.each([
    ['POSTGRES_SEEDS: db', 'POSTGRES_SEEDS'],
    ['SHARDS: "x, db"', 'SHARDS'],
    [`LINKED: '["x","db"]'`, 'LINKED'],
    ['WAIT: "http://gate/?next=db:5432"', 'WAIT'],
  ])('are found whatever the setting is called: %s', (setting, where) => {
    expect(needOf(`{ image: a, environment: { ${setting} } }`)).toEqual([
      `service:shop/db web names db in ${where} :3`,
    ]);
  });

  test('are none in a sentence', () => {
    expect(needOf('{ image: a, environment: { GREETING: "welcome to the db of ours" } }')).toEqual([]);
  });

  test('of a console are no stores that an env file which it shares with others names', () => {
    const { context } = contextOf({
      'compose.yaml':
        'services: { ui: { image: kibana, env_file: all.env }, search: { image: elasticsearch }, db: { image: postgres }, app: { image: a, env_file: all.env } }',
      'all.env': 'DB_HOST=db\nES_HOST=search\n',
    });
    const needs = (id: string) => context.needs.get(id)?.map(({ to }) => to);
    expect(needs('service:shop/ui')).toEqual(['service:shop/search']);
    expect(needs('service:shop/app')).toEqual(['service:shop/db', 'service:shop/search']);
  });

  test('of a console are the stores that it is a console of, where it names none', () => {
    const needs = (services: string) =>
      [...contextOf({ 'compose.yaml': `services:\n${services}` }).context.needs.values()]
        .flat()
        .map(({ from, to, evidence }) => `${from} ${to} ${evidence.note}`);
    expect(needs('  ui: { image: kibana }\n  search: { image: elasticsearch }\n  zk: { image: zookeeper }\n')).toEqual([
      'service:shop/ui service:shop/search ui is by its image for what search is',
    ]);
    expect(needs('  traces: { image: jaegertracing/jaeger }\n  db: { image: postgres }\n')).toEqual([]);
    expect(
      needs('  ui: { image: adminer, depends_on: [a] }\n  a: { image: postgres }\n  b: { image: postgres }\n'),
    ).toEqual(['service:shop/ui service:shop/a ui names a in depends_on']);
  });

  test('never say what stands beside the name', () => {
    expect(
      needOf('{ image: a, environment: { DATABASE_URL: "postgres://u:correct-horse@db/x" } }').join(),
    ).not.toContain('correct-horse');
  });
});

describe('a service may need a store that it does not name', () => {
  function mayNeedDb(service: string, files: Readonly<Record<string, string>> = {}) {
    const { context } = contextOf({
      'compose.yaml': `services:\n  db: { image: "postgres:16" }\n  web: ${service}\n`,
      ...files,
    });
    const [db, web] = ['service:shop/db', 'service:shop/web'].map((id) => context.topology.services.get(id));
    return db !== undefined && web !== undefined && mayNeed(context.topology, web, db);
  }

  test.each([
    '{ image: a, environment: { DATABASE_URL: "${DATABASE_URL}" } }',
    '{ image: a, environment: [DATABASE_URL] }',
    '{ image: a, environment: { DB_HOST: "${DB_HOST:-}" } }',
    '{ image: a, environment: { DATABASE_URL: "postgres://$USER:$PASS@$SERVER/app" } }',
    '{ image: a, environment: { DATABASE_URL_FILE: /run/secrets/url } }',
    '{ image: a, environment: { POSTGRES_PASSWORD: x } }',
    '{ image: a, environment: { STORE_TYPE: postgresql } }',
    '{ image: a, volumes: ["./app.yml:/app/app.yml"] }',
    '{ image: telegraf }',
    '{ image: grafana/grafana }',
    '{ image: node, volumes: [".:/app"] }',
    '{ build: ./web, volumes: ["./web:/app"] }',
  ])('%s', (service) => {
    expect(mayNeedDb(service)).toBe(true);
  });

  test.each([
    '{ image: a }',
    '{ image: a, environment: { SECRET_KEY: "${SECRET_KEY}", REDIS_URL: "redis://cache" } }',
    '{ image: a, environment: { API_URL: "${API_URL:-http://api}" } }',
    '{ image: node, volumes: [".:/app"], environment: { REDIS_URL: "redis://cache" } }',
    '{ image: a, volumes: ["./uploads:/uploads"] }',
    '{ image: kibana }',
    '{ image: kibana, volumes: ["./kibana.yml:/usr/share/kibana/config/kibana.yml"] }',
    '{ image: jaegertracing/jaeger }',
    '{ image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }',
  ])('not so %s', (service) => {
    expect(mayNeedDb(service)).toBe(false);
  });
});

test('a store needs nothing that only an env file of its users names, but what is of its own kind', () => {
  const files = {
    'compose.yaml': `services:
  app: { image: shop, env_file: app.env }
  db: { image: "mariadb:11", env_file: app.env }
  cache: { image: "redis:7" }
  primary: { image: "mariadb:11" }
`,
    'app.env': 'REDIS_HOST=cache\nMARIADB_MASTER_HOST=primary\n',
  };
  const { needs } = contextOf(files).context;
  const of = (name: string): readonly string[] | undefined => needs.get(`service:shop/${name}`)?.map(({ to }) => to);
  expect([of('app'), of('db')]).toEqual([['service:shop/cache', 'service:shop/primary'], ['service:shop/primary']]);
  const alone = { ...files, 'compose.yaml': files['compose.yaml'].replace('shop, env_file: app.env', 'shop') };
  expect(contextOf(alone).context.needs.get('service:shop/db')?.length).toBe(2);
});
