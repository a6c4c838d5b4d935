import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { groupsOf } from '../../src/topology/build/groups.ts';
import { between, lines, projects, stack } from './stacks.ts';
import type { WorkspaceProject } from '../../src/topology/project.ts';

function groups(files: Record<string, string>, sharedHost = false): readonly (readonly string[])[] {
  return groupsOf(projects(files), { ...DEFAULT_ASSUMPTIONS, sharedHost }).map((group) => group.map(({ id }) => id));
}

const on = (network: string) => `services: { a: { image: x, networks: [n] } }\nnetworks: { n: ${network} }`;
const PLAIN = 'services: { a: { image: x } }';

test('projects that share nothing are apart, unless the policy says they share a host', () => {
  expect(groups({ one: PLAIN, two: PLAIN })).toEqual([['one'], ['two']]);
  expect(groups({ one: PLAIN, two: PLAIN }, true)).toEqual([['one', 'two']]);
});

test('an external network joins them', () => {
  expect(groups({ one: on('{ external: true, name: proxy }'), two: PLAIN, three: on('{ name: proxy }') })).toEqual([
    ['one', 'three'],
    ['two'],
  ]);
});

test("another project's default network joins them", () => {
  expect(groups({ shop: PLAIN, proxy: on('{ external: true, name: shop_default }') })).toEqual([['shop', 'proxy']]);
});

test('a volume joins them', () => {
  const text = 'services: { a: { image: x, volumes: [data:/d] } }\nvolumes: { data: { name: common } }';
  expect(groups({ one: text, two: text })).toEqual([['one', 'two']]);
});

test("another project's container joins them", () => {
  const vpn = 'services: { vpn: { image: x, container_name: tunnel } }';
  expect(groups({ one: vpn, two: 'services: { a: { image: x, network_mode: "container:tunnel" } }' })).toEqual([
    ['one', 'two'],
  ]);
});

test('a network that is declared but not used joins nobody', () => {
  const declared = `${PLAIN}\nnetworks: { n: { external: true, name: proxy } }`;
  expect(groups({ one: declared, two: declared })).toEqual([['one'], ['two']]);
});

test('two folders of one default name are alternatives: their own networks do not join them', () => {
  const named = (id: string, project: WorkspaceProject | undefined) =>
    project === undefined ? [] : [{ ...project, id }];
  const all = projects({ 'dev/shop': PLAIN, 'prod/shop': PLAIN });
  const both = [...named('shop (dev/shop)', all[0]), ...named('shop (prod/shop)', all[1])];
  expect(both.map(({ project }) => project.name)).toEqual(['shop', 'shop']);
  expect(groupsOf(both, DEFAULT_ASSUMPTIONS)).toHaveLength(2);
});

test('a proxy in one project reaches a database in another, with both files as evidence', () => {
  const built = stack({
    edge: 'services:\n  proxy:\n    image: nginx\n    networks: [backend]\nnetworks:\n  backend: { external: true, name: shop_default }\n',
    shop: 'services:\n  db:\n    image: postgres\n',
  });
  const [flow] = between(built, 'edge/proxy', 'shop/db');
  expect(flow && lines(flow)).toEqual([
    'shop/compose.yaml:2 db is on default by default',
    'edge/compose.yaml:4 proxy joins backend',
  ]);
});
