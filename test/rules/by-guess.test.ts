import { expect, test } from 'vitest';
import { adminPublished } from '../../src/rules/admin-published.ts';
import { dataPublished } from '../../src/rules/data-published.ts';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { violationsOf } from './violations.ts';

test.each<[Rule, string, string]>([
  [
    dataPublished,
    '{ redis: { build: ./x, ports: ["7000:7000"] } }',
    'By its name alone, `redis` is taken for a data store.',
  ],
  [dataPublished, '{ x: { image: a, ports: ["5432:5432"] } }', 'By its port alone, `x` is taken for a data store.'],
  [
    dataPublished,
    '{ x: { image: acme/redis-with-things, ports: ["7000:7000"] } }',
    'By its image name alone, `x` is taken for a data store.',
  ],
  [
    adminPublished,
    '{ adminer: { build: ./x, ports: ["8080:8080"] } }',
    'By its name alone, `adminer` is taken for a console.',
  ],
  [
    dataReachableFromFrontend,
    '{ frontend: { build: ./x, ports: ["80:80"] }, db: { image: postgres } }',
    'By its name alone, `frontend` is taken for a frontend.',
  ],
  [
    dataReachableFromFrontend,
    '{ x: { image: acme/gateway, ports: ["80:80"] }, db: { image: postgres } }',
    'By its image name alone, `x` is taken for a proxy.',
  ],
])('nothing high rests on one guess, and the sentence says so: %#', (rule, services, said) => {
  const [violation] = violationsOf(rule, `services: ${services}`);
  expect(violation?.severity).toBe('medium');
  expect(violation?.message).toContain(said);
});

test.each<[Rule, string]>([
  [dataPublished, '{ mysql: { build: ./x, ports: ["3306:3306"] } }'],
  [dataPublished, '{ x: { build: ./x, labels: { bulkhead.zone: data }, ports: ["7000:7000"] } }'],
  [dataReachableFromFrontend, '{ proxy: { image: nginx, ports: ["80:80"] }, db: { image: postgres } }'],
])('what an image, a label or several signs say is no guess: %#', (rule, services) => {
  const [violation] = violationsOf(rule, `services: ${services}`);
  expect(violation).toMatchObject({ severity: null, message: expect.not.stringContaining('alone') as string });
});
