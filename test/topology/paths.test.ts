import { expect, test } from 'vitest';
import { pathsFrom, shortestPath } from '../../src/flows/paths.ts';
import { distanceChanges, standingPaths } from '../../src/flows/standing-paths.ts';
import { engine, node, stack } from './stacks.ts';

const CHAIN = `
services:
  proxy: { image: nginx, networks: [front], ports: ["80:80"] }
  api: { image: example/api, networks: [front, back] }
  db: { image: postgres, networks: [back, island] }
  hermit: { image: example/hermit, network_mode: none }
networks: { front: , back: , island: { internal: true } }
`;

test('each service on the way is a pivot, direct reach has none', () => {
  const { flows } = stack(CHAIN);
  const path = shortestPath(flows, 'outside', node('db'));
  expect(path?.hops.map(({ from, to }) => [from, to])).toEqual([
    ['outside', node('proxy')],
    [node('proxy'), node('api')],
    [node('api'), node('db')],
  ]);
  expect(path?.pivots).toBe(2);
  expect(shortestPath(flows, node('api'), node('db'))?.pivots).toBe(0);
  expect(shortestPath(flows, node('proxy'), node('hermit'))).toBeNull();
});

test('reaching a port on the host is one hop', () => {
  const { flows } = stack(`
services:
  a: { image: x, networks: [one] }
  b: { image: x, networks: [two], ports: ["80:80"] }
networks: { one: , two: }
`);
  expect(shortestPath(flows, node('a'), node('b'))?.pivots).toBe(0);
});

test('no path goes out of the stack and comes in again', () => {
  const { flows } = stack(
    `
services:
  a: { image: x, networks: [one] }
  b: { image: x, networks: [two], ports: ["80:80"] }
networks: { one: , two: }
`,
    engine({ version: { major: 28, minor: 5 }, userlandProxy: false }),
  );
  expect(flows.between(node('a'), 'outside')).toHaveLength(1);
  expect(flows.between('outside', node('b'))).toHaveLength(1);
  expect(shortestPath(flows, node('a'), node('b'))).toBeNull();
});

test('one search from many sources finds the nearest, and leaves the graph as it was', () => {
  const { flows } = stack(CHAIN);
  const before = [flows.graph.order, flows.graph.size];
  const paths = pathsFrom(flows, [node('proxy'), node('api')]);
  expect(paths.to(node('db'))?.hops.map(({ from }) => from)).toEqual([node('api')]);
  expect(paths.distances.get(node('db'))).toBe(1);
  expect([flows.graph.order, flows.graph.size]).toEqual(before);
});

test('who is avoided is not passed, but may be where it starts or ends', () => {
  const { flows } = stack(CHAIN);
  const avoid = new Set([node('api')]);
  expect(shortestPath(flows, node('proxy'), node('db'), { avoid })).toBeNull();
  expect(shortestPath(flows, node('proxy'), node('api'), { avoid })?.pivots).toBe(0);
});

test('reports show the way from outside and from each zone to data stores and to the host', () => {
  const built = stack(CHAIN.replace('networks: [front, back] }', 'networks: [front, back], privileged: true }'));
  expect(standingPaths(built).map(({ start, to, path }) => [start, to, path.pivots])).toEqual([
    ['outside', 'host', 2],
    ['app', 'host', 0],
    ['data', 'host', 1],
    ['edge', 'host', 1],
    ['outside', node('db'), 2],
    ['app', node('db'), 0],
    ['edge', node('db'), 1],
  ]);
});

test('a change that brings a data store nearer to outside says from how far to how near', () => {
  const [base, head] = [
    stack(CHAIN),
    stack(CHAIN.replace('networks: [front] ', 'networks: [front]').replace('[front]', '[front, back]')),
  ];
  expect(distanceChanges([base], [head])).toEqual([{ from: 'outside', to: node('db'), before: 2, after: 1 }]);
  expect(distanceChanges([base], [base])).toEqual([]);
});
