import { expect, test } from 'vitest';
import { hopOf } from '../../src/review/report/hops.ts';
import { pictureOf } from '../../src/review/report/picture.ts';
import { stack } from '../topology/stacks.ts';

const STACK = stack(
  'services: { web: { image: nginx, ports: ["80:80", "127.0.0.1:81:81", "53:53/udp"] }, db: { image: x } }',
);

test('the host is drawn beside those of which a finding or a change says that they connect', () => {
  expect(pictureOf(null, [STACK], [], new Map()).nodes.map(({ id }) => id)).not.toContain('host');
  const told = STACK.flows.between('service:shop/db', 'host-ports').map(hopOf);
  const { nodes, edges } = pictureOf(null, [STACK], told, new Map());
  expect(nodes.map(({ id }) => id)).toContain('host');
  expect(edges.filter(({ kind }) => kind === 'connects').map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'host → service:shop/db',
    'service:shop/db → host',
  ]);
});

test('ports of a service are those that are open to the outside, UDP with its name', () => {
  expect(pictureOf(null, [STACK], [], new Map()).nodes.find(({ id }) => id === 'service:shop/web')?.ports).toEqual([
    '80',
    '53/udp',
  ]);
});
