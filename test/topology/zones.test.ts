import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../src/words/pattern.ts';
import { contextOf } from '../rules/violations.ts';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import type { Zone } from '../../src/catalogue/zone.ts';

function zonesOf(services: string, overrides: { zone: Zone; services: string[]; images: string[] }[] = []) {
  const policy = { ...DEFAULT_POLICY, assumptions: { ...DEFAULT_POLICY.assumptions, zones: overrides } };
  const { context } = contextOf({ 'compose.yaml': `services:\n${services}` }, policy);
  return Object.fromEntries(
    [...context.topology.services.values()].map(({ service, zone }) => [
      service.name,
      `${zone.zone} (${zone.certainty}): ${zone.reason}`,
    ]),
  );
}

describe('the zone of a service', () => {
  test('comes from its image, with the default of a variable', () => {
    expect(zonesOf('  store: { image: "${PG:-pgvector/pgvector}:${PG_VERSION:-pg16}" }')).toEqual({
      store: 'data (image): image pgvector/pgvector:pg16 is PostgreSQL, a database',
    });
  });

  test('is what its label says before what its image says', () => {
    expect(zonesOf('  web: { image: nginx, labels: { bulkhead.zone: app } }')).toEqual({
      web: 'app (stated): its label bulkhead.zone says so',
    });
  });

  test('is what the policy says before everything else', () => {
    const overrides = [{ zone: 'data' as const, services: ['ledger', 'shop/book*'], images: ['*/our-store'] }];
    expect(
      zonesOf(
        '  ledger: { image: nginx, labels: { bulkhead.zone: app } }\n  books: { image: a }\n  c: { image: "r.example.com/x/our-store:1" }',
        overrides,
      ),
    ).toEqual({
      books: 'data (stated): the policy names service shop/book*',
      c: 'data (stated): the policy names image */our-store',
      ledger: 'data (stated): the policy names service ledger',
    });
  });

  test('is what the policy says of its image without registry, tag and digest', () => {
    const overrides = [{ zone: 'data' as const, services: [], images: ['*/our-store'] }];
    const zones = zonesOf(
      '  a: { image: "r.example.com:5000/our-store:1" }\n  b: { image: x/our-store@sha256:00 }\n  c: { image: x/our-store-ui }',
      overrides,
    );
    expect(zones).toMatchObject({
      a: expect.stringMatching(/^data/) as string,
      b: expect.stringMatching(/^data/) as string,
      c: expect.stringMatching(/^app/) as string,
    });
  });

  test('is guessed from its name where the image says nothing', () => {
    expect(
      zonesOf('  orders-db: { image: acme/x }\n  frontend: { build: . }\n  reverse-proxy: { build: . }'),
    ).toMatchObject({
      'orders-db': 'data (guess): name orders-db suggests it',
      frontend: 'frontend (guess): name frontend suggests it',
      'reverse-proxy': 'edge (guess): name reverse-proxy suggests a reverse proxy',
    });
  });

  test('is guessed from whose store it is: the last word counts', () => {
    expect(
      zonesOf('  app-db: { build: . }\n  worker-cache: { build: . }\n  metrics_database: { build: . }'),
    ).toMatchObject({
      'app-db': 'data (guess): name app-db suggests it',
      'worker-cache': 'data (guess): name worker-cache suggests it',
      metrics_database: 'data (guess): name metrics_database suggests it',
    });
  });

  test('is not guessed from the name of a tool', () => {
    expect(zonesOf('  db-migrate: { image: acme/x }\n  cache-worker: { build: . }')).toMatchObject({
      'db-migrate': expect.stringMatching(/^app/) as string,
      'cache-worker': expect.stringMatching(/^app/) as string,
    });
  });

  test('is guessed from the folder it is built in, unless that is the project itself', () => {
    expect(zonesOf('  a: { build: ./mysql }')).toEqual({
      a: 'data (guess): build folder mysql suggests MySQL, a database',
    });
    expect(zonesOf('  a: { build: . }')).toMatchObject({ a: expect.stringMatching(/^app/) as string });
  });

  test('is guessed from its container port', () => {
    expect(zonesOf('  a: { image: acme/x, expose: ["5432"] }')).toEqual({
      a: 'data (guess): container port 5432 is that of PostgreSQL',
    });
  });

  test('is not guessed from ports that may be those of a service in its namespace', () => {
    const services = `  pod: { image: acme/x, ports: ["5432:5432"] }
  db: { image: postgres, network_mode: "service:pod" }`;
    expect(zonesOf(services)).toMatchObject({ pod: expect.stringMatching(/^app/) as string });
  });

  test.each(['["80:80", "127.0.0.1:5432:5432"]', '["8080:8080", "5432:5432"]'])(
    'is not guessed from a port of a store beside one of pages: %s',
    (ports) => {
      expect(zonesOf(`  node: { image: acme/node, ports: ${ports} }`)['node']).toMatch(/^app/);
    },
  );

  test('is not that of a store which it only has in it, though its data is mounted', () => {
    const node =
      '  node: { image: acme/node, ports: ["443:443", "127.0.0.1:5432:5432"], volumes: ["/d:/var/lib/postgresql/data"] }';
    expect(zonesOf(node)['node']).toMatch(/^app/);
  });

  test('is app where nothing says otherwise', () => {
    expect(zonesOf('  web: { build: ., ports: ["5000:5000"] }')).toEqual({
      web: 'app (default): nothing in its image, names or ports says otherwise',
    });
  });

  test.each([
    "{ image: postgres:16, command: [bash, -c, 'until pg_isready -h db; do sleep 1; done; psql -f /x.sql'] }",
    "{ image: postgres:16, command: ['chown', '-R', '999', '/data'] }",
    "{ image: apache/kafka:4.0.0, entrypoint: [/bin/bash, -c, 'bin/kafka-console-producer.sh --topic a'] }",
    '{ image: elasticsearch:8.15.0, command: [bash, -c, "curl -s http://search:9200"], restart: always }',
    '{ image: redis:8, command: [./seed.sh], restart: "no" }',
    '{ image: busybox, volumes: ["data:/var/lib/mysql"] }',
    '{ image: alpine }',
  ])("is app for what borrows a store's image or name: %s", (service) => {
    expect(zonesOf(`  db: ${service}`)['db']).toMatch(/^app/);
  });

  test.each([
    '{ image: postgres:16 }',
    '{ image: postgres:16, restart: "no" }',
    '{ image: postgres:16, command: [-c, fsync=off] }',
    '{ image: apache/kafka:4.0.0, environment: { KAFKA_PROCESS_ROLES: controller } }',
    '{ image: redis:8, command: [sh, -c, "redis-cli ping; exec redis-server"] }',
    '{ image: redis:8, command: [redis-cli, monitor], ports: ["6379:6379"] }',
    '{ image: postgres:16, command: [./run.sh], restart: always }',
  ])("is data for a store's image under the name of a job that it does not do: %s", (service) => {
    expect(zonesOf(`  db-init: ${service}`)['db-init']).toMatch(/^data \(image\)/);
  });

  test('is data for a job that only its end shows, and app for one that others wait for', () => {
    const waiting = '{ image: a, depends_on: { db-init: { condition: service_completed_successfully } } }';
    expect(zonesOf(`  db-init: { image: postgres:16 }\n  web: ${waiting}`)['db-init']).toMatch(/^app/);
  });

  test('is data for a store that others only claim to wait for the end of', () => {
    const waiting = '{ image: a, depends_on: { db: { condition: service_completed_successfully } } }';
    expect(zonesOf(`  db: { image: postgres:16 }\n  web: ${waiting}`)['db']).toMatch(/^data/);
    expect(
      zonesOf(
        '  db: { image: postgres:16, restart: "no", command: [./x.sh], volumes: ["data:/var/lib/postgresql"] }\nvolumes: { data: {} }',
      )['db'],
    ).toMatch(/^data/);
  });

  test('is not guessed from a name whose other words make something else of it', () => {
    const names = ['portainer-docs', 'app-no-db', 'mqtt-transport', 'coolify-mail', 'db-manager-api', 'kafka-lag'];
    const zones = zonesOf(names.map((name) => `  ${name}: { build: . }\n`).join(''));
    expect(Object.values(zones).filter((zone) => !zone.startsWith('app'))).toEqual([]);
  });

  test.each([
    ['mongod --bind_ip_all', 'data (image): its command starts MongoDB'],
    ['sh -c "mkdir -p /d && exec gosu mysql mysqld"', 'data (image): its command starts MySQL'],
    ['sh -c "redis-server --daemonize yes && node app.js"', 'app (default)'],
    ['postgres --version', 'app (default)'],
  ])('a command that ends in %s', (command, zone) => {
    expect(zonesOf(`  core: { image: ubuntu, command: '${command}' }`)['core']).toContain(zone);
  });

  test('is that of its image, and of its command, before that of any name', () => {
    expect(
      zonesOf(
        '  coolify: { image: "node:24" }\n  studio: { build: ., command: npx prisma studio }\n  frontend: { image: "node:24" }\n  db: { image: alpine, command: redis-server }',
      ),
    ).toMatchObject({
      coolify: expect.stringMatching(/^app/) as string,
      db: 'data (image): its command starts Redis, a cache',
      frontend: expect.stringMatching(/^frontend \(guess\)/) as string,
      studio: 'admin (image): its command starts Prisma Studio, a database console',
    });
  });

  test('of one image with several parts is that of what the command starts', () => {
    expect(
      zonesOf(
        '  a: { image: ghcr.io/zammad/zammad, command: [zammad-nginx] }\n  b: { image: ghcr.io/zammad/zammad, command: [zammad-railsserver] }',
      ),
    ).toMatchObject({
      a: 'edge (guess): its command starts nginx',
      b: 'app (image): image ghcr.io/zammad/zammad is Zammad, a web application',
    });
  });

  test('no name of an application says what a service is', () => {
    expect(zonesOf('  registry: { build: . }\n  drupal: { image: acme/x }')).toMatchObject({
      registry: expect.stringMatching(/^app \(default\)/) as string,
      drupal: expect.stringMatching(/^app \(default\)/) as string,
    });
  });

  test('is what several signs agree on', () => {
    expect(
      zonesOf(
        '  mysql: { build: ./x, ports: ["3306:3306"] }\n  db: { build: ./y, volumes: ["data:/var/lib/mysql"] }\nvolumes: { data: {} }',
      ),
    ).toMatchObject({
      db: expect.stringMatching(/^data \(signs\)/) as string,
      mysql: expect.stringMatching(/^data \(signs\)/) as string,
    });
  });
});

test.each([
  ['*', 'anything', true],
  ['a*c', 'abc', true],
  ['a*c', 'ac', true],
  ['a*a', 'a', false],
  ['*/our-postgres', 'x/y/our-postgres', true],
  ['*b*b*', 'abcb', true],
  ['a', 'ab', false],
])('pattern %s matches %s: %s', (pattern, name, matches) => {
  expect(matchesPattern(pattern, name)).toBe(matches);
});
