import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { changeOf, type ReachChange } from '../../src/flows/change/change.ts';
import { stack } from './stacks.ts';

function change(base: string | Record<string, string>, head: string | Record<string, string>): ReachChange {
  return changeOf([stack(base)], [stack(head)], DEFAULT_ASSUMPTIONS);
}

const STACK = `
services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  db: { image: postgres, networks: [back], volumes: [data:/data] }
networks: { front: , back: }
volumes: { data: }
`;

test('nothing changed, nothing opened', () => {
  const { openedFlows, closedFlows, ...lists } = change(STACK, STACK.replace('nginx', 'nginx:2'));
  expect([openedFlows, closedFlows]).toEqual([[], []]);
  expect(JSON.stringify(lists)).not.toMatch(/\["/);
});

test('a service that joins a network opens both directions, with the lines', () => {
  const found = change(STACK, STACK.replace('networks: [front]', 'networks: [front, back]'));
  expect(found.direct).toEqual({
    opened: [
      ['db', 'web'],
      ['web', 'db'],
    ],
    closed: [],
  });
  expect(found.throughHost).toEqual({ opened: [], closed: [] });
  expect(found.openedFlows.map(({ from, to, evidence }) => [from, to, evidence.map(({ at }) => at.line)])).toEqual([
    ['service:shop/db', 'service:shop/web', [3, 4]],
    ['service:shop/web', 'service:shop/db', [4, 3]],
  ]);
});

test('another port of a public service is a change of its own, UDP too', () => {
  const found = change(STACK, STACK.replace('["80:80"]', '["80:80", "8080:8080", "53:53/udp"]'));
  expect(found.fromOutside).toEqual({ opened: [], closed: [] });
  expect(found.outsidePorts).toEqual({
    opened: [
      ['web', '53/udp'],
      ['web', '8080/tcp'],
    ],
    closed: [],
  });
});

test('a port that is no longer bound to the loopback opens to the outside', () => {
  const found = change(STACK.replace('"80:80"', '"127.0.0.1:80:80"'), STACK);
  expect(found.fromOutside.opened).toEqual(['web']);
  expect(found.throughHost.opened).toEqual([['db', 'web']]);
});

test('the network of the host opens every port', () => {
  const found = change(STACK, STACK.replace('networks: [back]', 'network_mode: host'));
  expect(found.outsidePorts.opened).toEqual([['db', '*']]);
});

test('a service that goes closes all it had', () => {
  const found = change(
    STACK,
    'services: { web: { image: nginx, networks: [front], ports: ["80:80"] } }\nnetworks: { front: }',
  );
  expect(found.services).toEqual({ added: [], removed: ['db'] });
  expect(found.egress).toEqual({ opened: [], closed: ['db'] });
  expect(found.throughHost.closed).toEqual([['db', 'web']]);
});

test('shared volumes are named by key, host paths relative to the project', () => {
  const found = change(
    STACK,
    STACK.replace('networks: [front]', 'networks: [front], volumes: ["data:/d:ro", "../conf:/conf"]').replace(
      '[data:/data]',
      '["data:/data", "../conf:/conf:ro"]',
    ),
  );
  expect(found.volumes.opened).toEqual([
    ['db', 'web', 'volume:data'],
    ['web', 'db', 'bind:../conf'],
  ]);
});

test('a folder inside another counts where it is all that two services share', () => {
  const binds = (a: string, b: string) => `
services:
  a: { image: x, network_mode: none, volumes: [${a}] }
  b: { image: x, network_mode: none, volumes: [${b}] }
`;
  expect(change(binds('./src:/s', './other:/o'), binds('./src:/s', '"./src/deep:/o:ro"')).volumes.opened).toEqual([
    ['a', 'b', 'bind:./src/deep'],
  ]);
  expect(change(binds('./src:/s', './src:/o'), binds('./src:/s', './src:/o, ./src/deep:/p')).volumes.opened).toEqual(
    [],
  );
});

test('with several projects services carry their names', () => {
  const files = (port: string) => ({
    one: `services: { a: { image: x, ports: [${port}] } }`,
    two: 'services: { b: { image: x } }',
  });
  expect(change(files('"127.0.0.1:80:80"'), files('"80:80"')).throughHost.opened).toEqual([['two/b', 'one/a']]);
});

test('a way over the host is told only where the service itself stays out of reach', () => {
  const ways = ({ openedFlows, closedFlows }: ReachChange): unknown =>
    [openedFlows, closedFlows].map((flows) => flows.map(({ from, to, means }) => [from, to, means.kind].join(' ')));
  const neighbours = `
services:
  web: { image: nginx }
  api: { image: api, networks: [default, back] }
  db: { image: postgres, networks: [back] }
networks: { default: , back: }
`;
  expect(
    ways(change(neighbours, neighbours.replace('image: postgres,', 'image: postgres, ports: ["5432:5432"],'))),
  ).toEqual([['outside service:shop/db published', 'service:shop/web service:shop/db through-host'], []]);
  const apart = neighbours.replace('networks: [default, back]', 'networks: [back], ports: ["80:80"]');
  expect(ways(change(neighbours, apart))).toEqual([
    ['outside service:shop/api published', 'service:shop/web service:shop/api through-host'],
    ['service:shop/api service:shop/web network', 'service:shop/web service:shop/api network'],
  ]);
});

test('what the host and a service open to each other is told of services that were there', () => {
  const walled = `
services: { db: { image: postgres, networks: [back] } }
networks: { back: { internal: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated } } }
`;
  const found = change(walled, walled.replace(/, driver_opts: \{[^}]*\}/, ''));
  expect([found.toHost, found.fromHost]).toEqual([
    { opened: ['db'], closed: [] },
    { opened: ['db'], closed: [] },
  ]);
  expect(found.openedFlows.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'service:shop/db → host-ports',
    'host → service:shop/db',
  ]);
  const added = change('services: { web: { image: nginx } }', 'services: { web: { image: nginx }, db: { image: a } }');
  expect(added.toHost.opened).toEqual(['db']);
  expect(added.openedFlows.filter(({ from, to }) => [from, to].some((end) => end.startsWith('host')))).toEqual([]);
});

test('many services that all share a folder are told in part, and it is said', () => {
  const shared = (volumes: string): string =>
    `services:\n${Array.from({ length: 150 }, (_, index) => `  s${String(index)}: {image: x, network_mode: none${volumes}}\n`).join('')}`;
  const { volumes, openedFlows, closedFlows, cut } = change(shared(''), shared(', volumes: ["/data:/data"]'));
  expect([volumes.opened.length, openedFlows.length, closedFlows.length]).toEqual([20_001, 20_000, 0]);
  expect(cut).toEqual({ opened: true, closed: false });
});
