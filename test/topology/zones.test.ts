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

  test('is app where nothing says otherwise', () => {
    expect(zonesOf('  web: { build: ., ports: ["5000:5000"] }')).toEqual({
      web: 'app (default): nothing in its image, names or ports says otherwise',
    });
  });

  test("is app for a job that borrows a store's image", () => {
    expect(zonesOf('  db-init: { image: postgres:16 }')).toEqual({
      'db-init': 'app (guess): name db-init suggests a job with the client of PostgreSQL',
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
