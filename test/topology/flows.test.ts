import { describe, expect, test } from 'vitest';
import { matrixOf } from '../../src/flows/matrix.ts';
import { shortestPath } from '../../src/flows/paths.ts';
import { flowsOf } from '../../src/flows/flows-of.ts';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { between, engine, lines, node, stack } from './stacks.ts';

const TWO_NETWORKS = `
services:
  frontend:
    image: web
    networks: [front]
  db:
    image: postgres
    networks:
      - back
    ports:
      - "5432:5432"
networks:
  front:
  back:
`;

test('a flow over a network names both lines that join it', () => {
  const built = stack(`
services:
  web:
    image: web
    networks: [front, back]
  db:
    image: postgres
    networks:
      - back
networks:
  front:
  back:
`);
  const [flow, ...others] = between(built, 'web', 'db');
  expect(others).toEqual([]);
  expect(flow?.means).toEqual({ kind: 'network', network: 'network:shop_back', name: 'back' });
  expect(flow && lines(flow)).toEqual(['shop/compose.yaml:9 db joins back', 'shop/compose.yaml:5 web joins back']);
});

test('a published port is reached from a container that shares no network, and the port line says so', () => {
  const [flow] = between(stack(TWO_NETWORKS), 'frontend', 'db');
  expect(flow?.means.kind).toBe('through-host');
  expect(flow?.ports).toEqual({
    kind: 'some',
    ports: [{ target: 5432, protocol: 'tcp', published: '5432', hostPort: '5432' }],
  });
  expect(flow && lines(flow)).toEqual([
    'shop/compose.yaml:11 publishes 5432',
    'shop/compose.yaml:5 frontend joins front',
  ]);
});

test('without the userland proxy another network does not reach it on Docker Engine 28, and does on 29', () => {
  const reached = (version: number | null) =>
    between(
      stack(
        TWO_NETWORKS,
        engine({ version: version === null ? null : { major: version, minor: 0 }, userlandProxy: false }),
      ),
      'frontend',
      'db',
    ).map(({ means, only }) => [means.kind, only]);
  expect(reached(28)).toEqual([]);
  expect(reached(29)).toEqual([['through-host', null]]);
  expect(reached(null)).toEqual([['through-host', 'Docker Engine 29']]);
});

test('from outside a published port is a flow with its line', () => {
  const [flow] = between(stack(TWO_NETWORKS), 'outside', 'db');
  expect(flow?.means.kind).toBe('published');
  expect(flow && lines(flow)).toEqual(['shop/compose.yaml:11 publishes 5432']);
});

test('several means of one pair come most direct first', () => {
  const built = stack(`
services:
  a: { image: x, volumes: [data:/data] }
  b: { image: x, ports: ["80:80"], volumes: [data:/data] }
volumes:
  data:
`);
  expect(between(built, 'a', 'b').map(({ means }) => means.kind)).toEqual(['network', 'through-host', 'volume']);
});

test('a port that is published over UDP is reached over that, and not over TCP', () => {
  const built = stack('services: { dns: { image: x, ports: ["53:53/udp"] } }');
  const [flow] = between(built, 'outside', 'dns');
  expect(flow?.ports).toEqual({
    kind: 'some',
    ports: [{ target: 53, protocol: 'udp', published: '53', hostPort: '53' }],
  });
  const over = (protocol: 'tcp' | 'udp') => flowsOf(built.topology, DEFAULT_ASSUMPTIONS, protocol);
  expect(over('tcp').between('outside', node('dns'))).toEqual([]);
  expect(over('udp').between('outside', node('dns'))).toHaveLength(1);
});

test('in a shared namespace a published port is of whoever listens on it', () => {
  const files = (label: string) => `
services:
  vpn:
    image: vpn
    ports: ["8080:8080"]
    labels: { bulkhead.listens: "9999" }
  app:
    image: app
    network_mode: service:vpn
    labels: { bulkhead.listens: "${label}" }
`;
  expect(between(stack(files('8080, 9000')), 'outside', 'app')).toHaveLength(1);
  expect(between(stack(files('8080')), 'outside', 'vpn')).toEqual([]);
  expect(between(stack(files('9000')), 'outside', 'app')).toEqual([]);
});

test('what the policy says of listening comes before the label', () => {
  const text = 'services: { app: { image: x, ports: ["80:80"], labels: { bulkhead.listens: "80" } } }';
  expect(between(stack(text, { listens: new Map([['shop/app', [81]]]) }), 'outside', 'app')).toEqual([]);
});

test('who shares a namespace has its networks, and the line that shares it is evidence', () => {
  const built = stack(`
services:
  vpn: { image: x, networks: [n] }
  app: { image: x, network_mode: "service:vpn" }
  db: { image: x, networks: [n] }
networks: { n: }
`);
  const [flow] = between(built, 'app', 'db');
  expect(flow && lines(flow)).toEqual([
    'shop/compose.yaml:5 db joins n',
    'shop/compose.yaml:4 app uses the network of vpn',
    'shop/compose.yaml:3 vpn joins n',
  ]);
  expect(between(built, 'app', 'vpn').map(({ means }) => means.kind)).toEqual(['namespace']);
});

test('a service on the network of the host is reached from an internal network, and reaches it', () => {
  const built = stack(`
services:
  agent: { image: x, network_mode: host }
  db: { image: x, networks: [back] }
networks:
  back: { internal: true }
`);
  expect(between(built, 'db', 'agent').map(({ means }) => means.kind)).toEqual(['through-host']);
  expect(between(built, 'agent', 'db').map(({ means }) => means.kind)).toEqual(['host-network']);
  expect(between(built, 'outside', 'agent').map(({ means }) => means.kind)).toEqual(['host-network']);
  expect(between(built, 'db', 'outside')).toEqual([]);
});

test('an external network is what the policy says, whatever stands beside external', () => {
  const text = `
services:
  a: { image: x, networks: [vault] }
networks:
  vault: { external: true, internal: true }
`;
  expect(between(stack(text), 'a', 'outside')).toHaveLength(1);
  const vault = { internal: true, driver: 'bridge', enableIpv6: false, driverOptions: new Map<string, string>() };
  expect(between(stack(text, { externalNetworks: new Map([['vault', vault]]) }), 'a', 'outside')).toEqual([]);
});

test('ports of a routed network are opened where it is the gateway network, and on Docker Engine 29 wherever it stands', () => {
  const text = (priority: string) => `
services:
  app:
    image: x
    ports: ["127.0.0.1:80:80"]
    networks: { data: , routed: { gw_priority: ${priority} } }
  other: { image: x, networks: [elsewhere] }
networks:
  data:
  elsewhere:
  routed: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
`;
  const reached = (priority: string) =>
    between(stack(text(priority)), 'other', 'app').map(({ means, only }) => [means.kind, only]);
  expect(reached('0')).toEqual([['routed', 'Docker Engine 29']]);
  expect(reached('1')).toEqual([['routed', null]]);
});

test('every flow has evidence', () => {
  const { topology, flows } = stack(`
services:
  a: { image: x, privileged: true, network_mode: host }
  b: { image: x, ports: ["80:80"], volumes: [data:/d, "./src:/src"] }
  c: { image: x, network_mode: "service:b", volumes: ["data:/d:ro", "./src/deep:/src"] }
  d: { image: x, networks: [m] }
  e: { image: x, networks: [m] }
networks: { m: { driver: macvlan, driver_opts: { parent: eth0 } } }
volumes: { data: }
`);
  const nodes = ['host', 'outside', ...topology.services.keys()];
  const all = nodes.flatMap((from) => nodes.flatMap((to) => flows.between(from, to)));
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
});

test('a port that the engine picks is said to be one', () => {
  const flows = between(stack('services: { web: { image: x, ports: ["80", "127.0.0.1::90"] } }'), 'outside', 'web');
  expect(flows.flatMap(({ evidence }) => evidence.map(({ note }) => note))).toEqual([
    'publishes 80 at a free host port',
  ]);
});

describe('what the files leave open', () => {
  const text = `services:
  a: { image: x, network_mode: "container:vpn" }
  b: { image: x, networks: [w] }
  c: { image: x, networks: [w] }
  d: { image: x }
  e: { provider: { type: cloud } }
networks: { w: { driver: weave } }
`;

  test('accuses nobody and acquits nobody', () => {
    const built = stack(text);
    const { direct, unknown, fromOutside } = matrixOf([built], DEFAULT_ASSUMPTIONS);
    expect(direct).toEqual({ a: [], b: [], c: [], d: [], e: [] });
    expect(fromOutside).toEqual([]);
    expect(unknown?.from).toEqual({
      a: ['b', 'c', 'd', 'e'],
      b: ['a', 'c', 'e'],
      c: ['a', 'b', 'e'],
      d: ['a', 'e'],
      e: ['a', 'b', 'c', 'd'],
    });
    expect(built.diagnostics.map(({ code, at }) => `${String(at.line)} ${code}`)).toEqual([
      '2 unknown-container',
      '6 unknown-provider',
      '7 unknown-driver',
    ]);
  });

  test('is nothing where all is known', () => {
    expect(matrixOf([stack('services: { a: { image: x } }')], DEFAULT_ASSUMPTIONS)).not.toHaveProperty('unknown');
  });
});

test('what two engines have, each by a way of its own, names neither', () => {
  // On Docker Engine 29 the port is closed to members of `front`, which keeps its own apart; `db` comes from elsewhere.
  const text = `
services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  free: { image: x, networks: [front] }
  db: { image: postgres, networks: [back] }
networks: { front: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } }, back: }
`;
  const found = stack(text);
  expect(between(found, 'db', 'web').map(({ means, only }) => [means.kind, only])).toEqual([['through-host', null]]);
  expect(shortestPath(found.flows, node('db'), node('web'))?.hops.map(({ only }) => only)).toEqual([null]);
});

test('host port 0 is any free one', () => {
  const found = stack('services: { web: { image: nginx, ports: ["0:80"] } }');
  expect(between(found, 'outside', 'web').flatMap(({ ports }) => ('ports' in ports ? ports.ports : []))).toEqual([
    { target: 80, protocol: 'tcp', published: '80 at a free host port', hostPort: null },
  ]);
});

test('a way out that one engine has is a way out, and one over IPv6 or macvlan is not known', () => {
  // Docker Engine 28 goes by way of the network with both families, 29 by way of the one with the highest priority, which leads nowhere.
  const text = `
services:
  api: { image: x, networks: { both: {}, muted: { gw_priority: 2 } } }
  web: { image: x, networks: [both] }
  lan: { image: x, networks: [mac] }
networks:
  both: { enable_ipv6: true, ipam: { config: [{ subnet: "fd00:1::/64" }] } }
  muted: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } }
  mac: { driver: macvlan, driver_opts: { parent: eth0 } }
`;
  const matrix = (given = {}) => matrixOf([stack(text, given)], { ...DEFAULT_ASSUMPTIONS, ...given });
  expect(matrix(engine({ version: { major: 28, minor: 5 } })).egress).toEqual(['api', 'web']);
  expect(matrix(engine({ version: { major: 29, minor: 0 } })).egress).toEqual(['web']);
  expect([matrix().egress, matrix().unknown?.egress]).toEqual([['api', 'web'], ['lan']]);
});
