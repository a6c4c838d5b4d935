import { expect, test } from 'vitest';
import { load } from '../../src/compose/load.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import { analysedStack } from '../../src/review/analyze.ts';
import { nameCollision } from '../../src/rules/name-collision.ts';
import { needUnreachable } from '../../src/rules/need-unreachable.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { topologyOf } from '../../src/topology/topology-of.ts';

test('the store of another project on a shared network answers in turns with the own one', () => {
  const shop =
    'services: { web: { image: x, environment: { DB_HOST: db }, networks: [shared] }, db: { image: x, networks: [shared] } }\nnetworks: { shared: { name: shared } }';
  const blog = 'services: { db: { image: x, networks: [shared] } }\nnetworks: { shared: { external: true } }';
  expect(messages(nameCollision, { shop, blog })).toEqual([
    '`web` names `db` in `DB_HOST`, and `db` and `blog/db` answer in turns.',
  ]);
});

test('the store of another project answers instead of the own one where the own one is on no network with who asks', () => {
  const shop =
    'services: { web: { image: x, environment: { DB_HOST: db }, networks: [shared] }, db: { image: x } }\nnetworks: { shared: { name: shared } }';
  const blog = 'services: { db: { image: x, networks: [shared] } }\nnetworks: { shared: { external: true } }';
  expect(messages(nameCollision, { shop, blog })).toEqual([
    '`web` names `db` in `DB_HOST`, and `blog/db` answers, not the `db` of its own project.',
  ]);
  expect(messages(needUnreachable, { shop, blog })).toEqual([]);
});

test('a container of another project is named in vain without a network with it', () => {
  const shop = 'services: { web: { image: x, environment: { DB_HOST: ledger } } }';
  const blog = 'services: { db: { image: x, container_name: ledger } }';
  expect(messages(needUnreachable, { shop, blog })).toEqual([
    '`web` names `ledger` in `DB_HOST` and cannot connect to it: `web` and `db` share no network.',
  ]);
});

test.each([
  ['CORS_ORIGIN: http://db:80'],
  ['ALLOWED_HOSTS: db'],
  ['DB_HOST: db.example.com'],
  ['DB_ENGINE: db'],
  ['DB_HOST: web'],
])('%s is no connection to another service of the file', (setting) => {
  const shop = `services: { web: { image: x, environment: { ${setting} }, networks: [a] }, db: { image: x, hostname: db.example.com, networks: [b] } }\nnetworks: { a: , b: }`;
  expect(messages(needUnreachable, { shop })).toEqual([]);
});

function messages(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  const projects = Object.entries(files).map(([id, text]) => {
    const { project } = load({
      ...NO_OPTIONS,
      tree: memoryTree({ 'compose.yaml': text }, `/repo/${id}`),
      workingDirectory: `/repo/${id}`,
      purpose: 'analysis',
    });
    if (project === null) throw new Error(id);
    return { id, project };
  });
  const { topology } = topologyOf(projects, DEFAULT_POLICY.assumptions);
  return [...rule.check({ ...analysedStack(topology, DEFAULT_POLICY), policy: DEFAULT_POLICY })].map(
    ({ message }) => message,
  );
}
