import { describe, expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../../src/topology/assumptions.ts';
import { explain, type Explanation } from '../../src/topology/explain.ts';
import { placeNamed } from '../../src/topology/place.ts';
import { lines, stack } from './stacks.ts';

function ask(
  text: string | Record<string, string>,
  from: string,
  to: string,
  given: Partial<Assumptions> = {},
): Explanation {
  const stacks = [stack(text, given)];
  const [start, end] = [placeNamed(stacks, from), placeNamed(stacks, to)];
  if (start.kind !== 'found' || end.kind !== 'found') throw new Error(`${from}: ${start.kind}, ${to}: ${end.kind}`);
  return explain(stacks, start.place, end.place, { ...DEFAULT_ASSUMPTIONS, ...given });
}

const STACK = `
services:
  frontend:
    image: web
    networks:
      - front
  db:
    image: postgres
    networks: [back, data]
networks: { front: , back: , data: }
`;

describe('where there is no reach', () => {
  test('the networks of both, that nobody is on both, that nothing is published, and the nearest change', () => {
    const found = ask(STACK, 'frontend', 'db');
    expect(found.reach).toBe('none');
    expect(found.obstacles.map(({ at, note }) => `${String(at.line)} ${note}`)).toEqual([
      '6 frontend is on front',
      '9 db is on back and data',
      '7 no service is on a network of each',
      '7 db publishes nothing',
    ]);
    expect(found.opening?.at.line).toBe(6);
    expect(found.opening?.summary).toBe('add back to the networks of frontend');
  });

  test('a port bound to the loopback', () => {
    const notes = ask(
      STACK.replace('networks: [back, data]', 'networks: [back, data]\n    ports: ["127.0.0.1:5432:5432"]'),
      'frontend',
      'db',
    ).obstacles;
    expect(notes.at(-1)?.note).toBe("db publishes 127.0.0.1:5432 on the host's loopback only");
  });

  test('a port of a service that is only on internal networks', () => {
    const text = STACK.replace('networks: [back, data]', 'networks: [back]\n    ports: ["5432:5432"]').replace(
      'back: ,',
      'back: { internal: true },',
    );
    expect(ask(text, 'outside', 'db').obstacles.at(-1)?.note).toBe(
      'db publishes 5432, which the engine does not serve: it is only on internal networks',
    );
  });

  test('a network that keeps its members apart', () => {
    const text = `
services: { a: { image: x, networks: [n] }, b: { image: x, networks: [n] } }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } } }
`;
    const found = ask(text, 'a', 'b');
    expect(found.obstacles.map(({ note }) => note)).toContain(
      'a and b are both on n, which keeps its members apart (enable_icc is false)',
    );
    expect(found.opening?.summary).toBe('let the members of n talk: drop enable_icc from its driver_opts');
  });

  test('no way out of internal networks', () => {
    const text = 'services: { a: { image: x, networks: [n] } }\nnetworks: { n: { internal: true } }';
    expect(ask(text, 'a', 'outside').obstacles.map(({ note }) => note)).toContain('a is only on internal networks');
  });

  test('nothing gives control of the host', () => {
    expect(ask(STACK, 'db', 'host').obstacles.map(({ note }) => note)).toContain(
      'nothing gives db control of the host',
    );
  });
});

test('where reach takes pivots the shortest path is given, and why it is not direct', () => {
  const found = ask(
    STACK.replace('services:', 'services:\n  api: { image: api, networks: [front, back] }'),
    'frontend',
    'db',
  );
  expect(found.reach).toBe('pivot');
  expect(found.path?.hops.map(({ to }) => to)).toEqual(['service:shop/api', 'service:shop/db']);
  expect(found.obstacles.map(({ note }) => note)).toContain('only api is on a network of each');
});

test('direct reach lists every means with lines', () => {
  const found = ask(STACK.replace('- front', '- back'), 'frontend', 'db');
  expect(found.reach).toBe('direct');
  expect(found.direct.map(lines)).toEqual([
    ['shop/compose.yaml:9 db joins back', 'shop/compose.yaml:6 frontend joins back'],
  ]);
});

test('a network stands for its members, and who is on it is told by its line', () => {
  expect(ask(STACK, 'db', 'network:back').membership.map(({ note }) => note)).toEqual(['db is on network back']);
  expect(ask(STACK, 'frontend', 'back').reach).toBe('none');
});

test('a volume is told by who mounts it', () => {
  const text = 'services: { a: { image: x, volumes: ["data:/d:ro"] } }\nvolumes: { data: }';
  expect(ask(text, 'a', 'data').membership.map(({ note }) => note)).toEqual(['a mounts volume data at /d, read-only']);
});

test('the answer is plain data', () => {
  const found = ask(STACK, 'frontend', 'db');
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('a name of several services asks which, an unknown one offers the nearest', () => {
  const stacks = [stack({ one: 'services: { web: { image: x } }', two: 'services: { web: { image: x } }' })];
  expect(placeNamed(stacks, 'web')).toEqual({ kind: 'ambiguous', choices: ['one/web', 'two/web'] });
  expect(placeNamed(stacks, 'two/web').kind).toBe('found');
  expect(placeNamed(stacks, 'hostt')).toEqual({ kind: 'unknown', nearest: 'host' });
});
