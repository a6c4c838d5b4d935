import { expect, test } from 'vitest';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import { dataReachableThroughHost } from '../../src/rules/data-reachable-through-host.ts';
import { violationsOf } from './violations.ts';

/** A front on a network of its own, and so many stores that publish a port. */
function stack(stores: number, address = ''): string {
  const names = Array.from({ length: stores }, (_, index) => index + 1);
  return [
    'services:',
    '  web: { image: nginx:1.27, networks: [front] }',
    ...names.map(
      (n) =>
        `  db${String(n)}: { image: postgres:16, networks: [back], ports: ["${address}${String(5000 + n)}:5432"] }`,
    ),
    'networks: { front: {}, back: {} }',
  ].join('\n');
}

/** What is open to every machine is told as that. */
const RULES = [
  { rule: dataReachableFromFrontend, address: '' },
  { rule: dataReachableThroughHost, address: '172.17.0.1:' },
];

test.each(RULES)('$rule.id tells few stores one by one', ({ rule, address }) => {
  expect(violationsOf(rule, stack(4, address)).map(({ at }) => at.line)).toEqual([3, 4, 5, 6]);
});

test.each(RULES)('$rule.id tells many stores at once, with all lines', ({ rule, address }) => {
  const [violation, ...others] = violationsOf(rule, stack(6, address));
  expect(others).toEqual([]);
  expect([violation?.at, ...(violation?.related.map(({ at }) => at) ?? [])].map((at) => at?.line)).toEqual([
    3, 2, 4, 5, 6, 7, 8,
  ]);
  expect(violation?.services.filter((id) => id.includes('db'))).toHaveLength(6);
  expect(violation?.message).toContain('`db1`, `db2`, `db3` and 3 more');
});
