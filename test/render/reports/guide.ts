import { UNPATCHED } from './unpatched.ts';
import { at, change, finding, hop, path, PULL_REQUEST, report, stack } from './build.ts';

const FILE = 'compose.yaml';
const backend = { through: 'network:shop_backend' };

/** The guide's second stack: `web` is the only way to `db`. */
const twoTier = stack({
  project: 'two-tier',
  services: {
    web: { zone: 'app', line: 3, networks: ['frontend', 'backend'], ports: ['5000'] },
    db: { zone: 'data', image: 'postgres:latest', line: 14, networks: ['backend'], volumes: ['db_data'] },
  },
});
const published = hop('outside', 'two-tier/web', 'published', 'published port 5000', {
  ports: ['5000/tcp'],
  evidence: [at(FILE, 6, 9, 'publishes 5000')],
});
const toDatabase = hop('two-tier/web', 'two-tier/db', 'network', ['network', 'backend'], {
  through: 'network:two-tier_backend',
  evidence: [at(FILE, 13, 9, 'web joins backend'), at(FILE, 23, 9, 'db joins backend')],
});
export const guideTwoTier = report({
  projects: [twoTier.project],
  topology: twoTier.topology,
  outside: [
    { service: 'two-tier/web', name: 'web', project: 'two-tier', zone: 'app', ports: ['5000/tcp'], hop: published },
  ],
  paths: [path([published, toDatabase])],
});

/** `proxy` also joins `backend` in a pull request. */
const shop = stack({
  project: 'shop',
  services: {
    proxy: { zone: 'edge', image: 'nginx:1.27', line: 2, networks: ['frontend', '+backend'], ports: ['80'] },
    web: { zone: 'app', line: 10, networks: ['frontend', 'backend'] },
    worker: { zone: 'app', line: 16, networks: ['backend'] },
    db: { zone: 'data', image: 'postgres:16', line: 21, networks: ['backend'], volumes: ['db_data'] },
  },
});
const toProxy = hop('outside', 'shop/proxy', 'published', 'published port 80', {
  ports: ['80/tcp'],
  evidence: [at(FILE, 5, 9, 'publishes 80')],
});
const proxyToDb = hop('shop/proxy', 'shop/db', 'network', ['network', 'backend'], {
  ...backend,
  evidence: [at(FILE, 9, 9, 'proxy joins backend'), at(FILE, 24, 9, 'db joins backend')],
});
const proxyToWorker = hop('shop/proxy', 'shop/worker', 'network', ['network', 'backend'], {
  ...backend,
  evidence: [at(FILE, 9, 9, 'proxy joins backend'), at(FILE, 19, 9, 'worker joins backend')],
});
export const proxyJoinsBackend = report({
  verdict: 'fail',
  gate: { failOn: 'high', scope: 'new', blocking: 1, counts: { new: 1, existing: 2, fixed: 0, excepted: 0 } },
  revisions: PULL_REQUEST,
  policy: {
    file: '.github/bulkhead.yaml',
    changed: false,
    baseline: { added: 0, removed: 0 },
    ignored: 0,
    changes: [],
  },
  projects: [shop.project],
  topology: shop.topology,
  outside: [{ service: 'shop/proxy', name: 'proxy', project: 'shop', zone: 'edge', ports: ['80/tcp'], hop: toProxy }],
  paths: [path([toProxy, proxyToDb])],
  findings: [
    finding({
      rule: 'data-reachable-from-frontend',
      severity: 'high',
      subject: 'db',
      message: '`proxy` (edge) can open any port of the data store `db` over network `backend`.',
      why: 'Whoever takes over a service that faces outside gets a direct connection to the data.',
      line: 9,
      column: 9,
      path: [proxyToDb],
      related: proxyToDb.evidence,
      services: ['shop/proxy', 'shop/db'],
      fix: {
        ...UNPATCHED,
        summary: 'Keep `proxy` off `backend`',
        yaml: '   proxy:\n-    networks: [frontend, backend]\n+    networks: [frontend]',
        caveat: '`proxy` keeps reaching `web`, which is on `frontend`.',
      },
      blocking: true,
    }),
    finding({
      rule: 'secret-in-environment',
      severity: 'medium',
      subject: 'db',
      message: '`db` has a literal credential in `POSTGRES_PASSWORD`.',
      why: 'Whoever reads the repository or `docker inspect` has the password.',
      line: 26,
      column: 26,
      services: ['shop/db'],
      fix: {
        ...UNPATCHED,
        summary: 'Take it from a secret file',
        yaml: '    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/db_password',
        caveat: null,
      },
      status: 'existing',
    }),
    finding({
      rule: 'data-network-not-internal',
      severity: 'low',
      subject: 'backend',
      message: 'Network `backend` could be internal: nothing on it needs a way out.',
      why: 'A store that can call out can send its data out.',
      line: 33,
      column: 3,
      fix: {
        ...UNPATCHED,
        summary: 'Add `internal: true` to `backend`',
        yaml: '  backend:\n    internal: true',
        caveat: null,
      },
      status: 'existing',
    }),
  ],
  change: change({
    direct: {
      opened: [
        ['proxy', 'db'],
        ['proxy', 'worker'],
        ['db', 'proxy'],
        ['worker', 'proxy'],
      ],
      closed: [],
    },
    distances: [{ from: 'outside', to: 'db', before: 2, after: 1 }],
    openedFlows: [
      proxyToDb,
      proxyToWorker,
      { ...proxyToDb, from: 'shop/db', to: 'shop/proxy' },
      { ...proxyToWorker, from: 'shop/worker', to: 'shop/proxy' },
    ],
  }),
});

/** The pull request that takes `proxy` off `backend` again. */
export const proxyLeavesBackend = report({
  revisions: PULL_REQUEST,
  projects: [shop.project],
  topology: {
    nodes: shop.topology.nodes,
    edges: shop.topology.edges.map((edge) => (edge.status === 'added' ? { ...edge, status: 'removed' } : edge)),
  },
  outside: proxyJoinsBackend.outside,
  gate: { failOn: 'high', scope: 'new', blocking: 0, counts: { new: 0, existing: 0, fixed: 1, excepted: 0 } },
  fixed: proxyJoinsBackend.findings.slice(0, 1).map((each) => ({ ...each, status: 'fixed', blocking: false })),
  change: change({
    direct: { opened: [], closed: proxyJoinsBackend.change?.direct.opened ?? [] },
    distances: [{ from: 'outside', to: 'db', before: 1, after: 2 }],
    closedFlows: proxyJoinsBackend.change?.openedFlows ?? [],
  }),
});

/** A pull request that touches a Compose file and opens nothing. */
export const nothingChanged = report({
  revisions: PULL_REQUEST,
  projects: [twoTier.project],
  topology: twoTier.topology,
  outside: guideTwoTier.outside,
  paths: guideTwoTier.paths,
  change: change({}),
});

/** One of three projects could not be read. */
const blog = stack({
  project: 'blog',
  file: 'blog/compose.yaml',
  services: { blog: { networks: ['default'], ports: ['8080'] } },
});
export const oneUnknown = report({
  verdict: 'unknown',
  revisions: PULL_REQUEST,
  gate: { ...proxyJoinsBackend.gate, counts: { new: 1, existing: 0, fixed: 0, excepted: 0 } },
  projects: [
    { ...blog.project, directory: 'blog' },
    {
      id: 'crm',
      name: 'crm',
      directory: 'crm',
      files: ['crm/compose.yaml'],
      call: null,
      understood: false,
      services: [],
      networks: [],
      volumes: [],
    },
    shop.project,
  ],
  topology: {
    nodes: [...blog.topology.nodes, ...shop.topology.nodes.filter((node) => node.kind !== 'outside')],
    edges: [...blog.topology.edges, ...shop.topology.edges],
  },
  outside: proxyJoinsBackend.outside,
  paths: proxyJoinsBackend.paths,
  findings: proxyJoinsBackend.findings.slice(0, 1),
  change: proxyJoinsBackend.change,
  diagnostics: [
    {
      code: 'undefined-network',
      severity: 'error',
      message: 'Service `api` joins network `backend`, which no file declares. Declare it under `networks`.',
      file: 'crm/compose.yaml',
      line: 7,
      column: 9,
      revision: 'head',
    },
    {
      code: 'variable-not-set',
      severity: 'warning',
      message: 'Variable `TAG` is not set and counts as empty.',
      file: 'blog/compose.yaml',
      line: 3,
      column: 12,
      revision: 'head',
    },
  ],
});
