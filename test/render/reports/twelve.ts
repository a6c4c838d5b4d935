import { UNPATCHED } from './unpatched.ts';
import { at, change, finding, hop, path, PULL_REQUEST, report, stack } from './build.ts';

const FILE = 'compose.yaml';
const sketch = stack({
  project: 'shop',
  internal: ['data'],
  services: {
    proxy: { zone: 'edge', image: 'traefik:3', networks: ['edge'], ports: ['80', '443'] },
    grafana: { zone: 'ops', image: 'grafana/grafana', networks: ['edge', 'monitoring'], ports: ['3000'] },
    web: { zone: 'frontend', networks: ['edge', 'app', '+data'] },
    '+admin': { zone: 'admin', image: 'adminer:4', networks: ['edge', 'app'] },
    prometheus: { zone: 'ops', image: 'prom/prometheus', networks: ['monitoring'] },
    api: { zone: 'app', networks: ['monitoring', 'app', 'data'] },
    auth: { zone: 'app', networks: ['app', 'data'] },
    worker: { zone: 'app', networks: ['app', 'data'] },
    queue: { zone: 'data', image: 'rabbitmq:4', networks: ['app'] },
    cache: { zone: 'data', image: 'redis:8', networks: ['data'] },
    db: { zone: 'data', image: 'postgres:17', networks: ['data', 'monitoring'], ports: ['+5432'], volumes: ['pgdata'] },
    '-search': { zone: 'data', image: 'opensearch:3', networks: ['data'] },
  },
});
const exposed = (service: string, port: string, line: number): ReturnType<typeof hop> =>
  hop('outside', `shop/${service}`, 'published', `published port ${port}`, {
    ports: [`${port}/tcp`],
    evidence: [at(FILE, line, 9, `publishes ${port}`)],
  });
const joined = (from: string, to: string, network: string, lines: readonly [number, number]): ReturnType<typeof hop> =>
  hop(`shop/${from}`, `shop/${to}`, 'network', ['network', network], {
    through: `network:shop_${network}`,
    evidence: [at(FILE, lines[0], 9, `${from} joins ${network}`), at(FILE, lines[1], 9, `${to} joins ${network}`)],
  });
const both = (
  from: string,
  to: string,
  network: string,
  lines: readonly [number, number],
): readonly ReturnType<typeof hop>[] => [
  joined(from, to, network, lines),
  joined(to, from, network, [lines[1], lines[0]]),
];
const dbPublished = exposed('db', '5432', 88);
const webToDb = joined('web', 'db', 'data', [24, 92]);

/** Twelve services: `web` joins the data network, `db` gets published, `admin` comes, `search` goes. */
export const twelveServices = report({
  verdict: 'fail',
  gate: { failOn: 'high', scope: 'new', blocking: 2, counts: { new: 3, existing: 1, fixed: 1, excepted: 0 } },
  revisions: PULL_REQUEST,
  policy: { file: '.github/bulkhead.yaml', changed: true, baseline: { added: 0, removed: 0 }, ignored: 0, changes: [] },
  projects: [sketch.project],
  topology: sketch.topology,
  outside: [
    { service: 'shop/db', name: 'db', project: 'shop', zone: 'data', ports: ['5432/tcp'], hop: dbPublished },
    {
      service: 'shop/grafana',
      name: 'grafana',
      project: 'shop',
      zone: 'ops',
      ports: ['3000/tcp'],
      hop: exposed('grafana', '3000', 13),
    },
    {
      service: 'shop/proxy',
      name: 'proxy',
      project: 'shop',
      zone: 'edge',
      ports: ['80/tcp', '443/tcp'],
      hop: exposed('proxy', '80', 5),
    },
  ],
  paths: [
    path([dbPublished]),
    path([
      exposed('proxy', '80', 5),
      joined('proxy', 'web', 'edge', [8, 22]),
      joined('web', 'cache', 'data', [24, 81]),
    ]),
  ],
  findings: [
    finding({
      rule: 'data-reachable-from-frontend',
      severity: 'high',
      subject: 'db',
      message: '`web` (frontend) can open any port of the data store `db` over network `data`.',
      why: 'Whoever takes over a service that faces outside gets a direct connection to the data.',
      line: 24,
      column: 9,
      path: [webToDb],
      services: ['shop/web', 'shop/db'],
      fix: {
        ...UNPATCHED,
        summary: 'Take `web` off `data`',
        yaml: '   web:\n     networks:\n       - edge\n       - app\n-      - data',
        caveat: '`web` keeps reaching `api` over `app`.',
      },
      blocking: true,
    }),
    finding({
      rule: 'data-published',
      severity: 'high',
      subject: 'db',
      message: 'The data store `db` is reachable from outside on port 5432.',
      why: 'Published database ports are found and ransomed within hours; the host firewall does not see them.',
      line: 88,
      column: 9,
      path: [dbPublished],
      services: ['shop/db'],
      fix: {
        ...UNPATCHED,
        summary: 'Remove the port, or bind it to the host only',
        yaml: '     ports:\n-      - "5432:5432"\n+      - "127.0.0.1:5432:5432"',
        caveat: null,
      },
      blocking: true,
    }),
    finding({
      rule: 'unneeded-data-access',
      severity: 'low',
      subject: 'queue',
      message: '`admin` can open connections to `queue`, and never mentions it.',
      why: 'A way that nobody needs is only there for an intruder.',
      line: 33,
      column: 9,
      path: [joined('admin', 'queue', 'app', [33, 70])],
      services: ['shop/admin', 'shop/queue'],
      fix: { ...UNPATCHED, summary: 'Give `queue` a network of its own with its clients', yaml: null, caveat: null },
    }),
    finding({
      rule: 'data-not-persistent',
      severity: 'medium',
      subject: 'cache',
      message: '`cache` keeps its data in `/data`, which is on no volume.',
      why: 'The data is gone when the container is replaced.',
      line: 78,
      column: 3,
      services: ['shop/cache'],
      fix: {
        ...UNPATCHED,
        summary: 'Mount a named volume at `/data`',
        yaml: '    volumes:\n      - cache_data:/data',
        caveat: null,
      },
      status: 'existing',
    }),
  ],
  fixed: [
    finding({
      rule: 'data-not-persistent',
      severity: 'medium',
      subject: 'search',
      message: '`search` keeps its data on no volume.',
      line: 95,
      column: 3,
      status: 'fixed',
    }),
  ],
  change: change({
    services: { added: ['admin'], removed: ['search'] },
    fromOutside: { opened: ['db'], closed: [] },
    outsidePorts: { opened: [['db', '5432/tcp']], closed: [] },
    distances: [
      { from: 'outside', to: 'shop/cache', before: 3, after: 2 },
      { from: 'outside', to: 'shop/db', before: 1, after: 0 },
    ],
    openedFlows: [
      dbPublished,
      ...both('web', 'api', 'data', [24, 45]).slice(0, 0),
      ...both('web', 'cache', 'data', [24, 81]),
      ...both('web', 'db', 'data', [24, 92]),
      ...['proxy', 'grafana', 'web'].flatMap((name) => both('admin', name, 'edge', [32, 8])),
      ...['api', 'auth', 'worker', 'queue'].flatMap((name) => both('admin', name, 'app', [33, 70])),
    ],
    closedFlows: ['api', 'auth', 'worker', 'cache', 'db'].flatMap((name) => both('search', name, 'data', [97, 47])),
  }),
});
