import { expect, test } from 'vitest';
import { dataNetworkNotInternal } from '../../src/rules/data-network-not-internal.ts';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { dataPublished } from '../../src/rules/data-published.ts';
import { hostControl } from '../../src/rules/host-control.ts';
import { hostNetwork } from '../../src/rules/host-network.ts';
import { hostPathMounted } from '../../src/rules/host-path-mounted.ts';
import { dataReachableThroughHost } from '../../src/rules/data-reachable-through-host.ts';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { unneededDataAccess } from '../../src/rules/unneeded-data-access.ts';
import { volumeCrossesIsolation } from '../../src/rules/volume-crosses-isolation.ts';
import type { Violation } from '../../src/rules/rule.ts';
import { shownFix } from './fixed.ts';
import { contextOf, violationsOf } from './violations.ts';

test.each([
  ['"6379:6379"', 'port 6379'],
  ['"1200:6379"', 'port 1200 (6379 in the container)'],
  ['"6379"', 'a free port of the host (6379 in the container)'],
  ['"80:80", "[::]:1200:6379", "0.0.0.0:53:53"', 'ports 80, 1200 (6379 in the container) and 53'],
])('published as %s, a store answers on %s', (ports, text) => {
  const [violation] = violationsOf(dataPublished, `services: { db: { image: redis:8, ports: [${ports}] } }`);
  expect(violation?.message).toContain(`answers on ${text} to every machine`);
});

test('Docker lets nobody past the firewall to what is on the network of the host', () => {
  const messageOf = (where: string): string =>
    violationsOf(dataPublished, `services: { db: { image: redis:8, command: --requirepass x, ${where} } }`)[0]
      ?.message ?? '';
  expect(messageOf('ports: ["6379:6379"]')).toContain('Docker lets them past host firewalls');
  expect(messageOf('network_mode: host')).toMatch(
    /: only the host's firewall is in the way, if there is one, and its password stands/,
  );
});

test('a port on the host is said to let in a stranger only where there is one', () => {
  const told = (worker: string): readonly string[] =>
    violationsOf(
      dataReachableThroughHost,
      `services: { worker: { image: x, networks: ${worker} }, db: { image: redis:8, ports: ["172.17.0.1:6379:6379"], networks: [back] } }\nnetworks: { front: , back: }`,
    ).map(({ message, severity }) => `${severity ?? 'as usual'}: ${message}`);
  expect(told('[front]')).toEqual([
    'as usual: `db` publishes port 6379 on the host, where `worker` on `front` reaches it without sharing a network with it.',
  ]);
  expect(told('[front, back]')).toEqual([
    'low: `db` publishes port 6379 on the host, and so opens it to whatever joins `front` alone.',
  ]);
});

test('a fix names all who are to join the network of a store, also those that run what its users run', () => {
  const [violation] = violationsOf(
    unneededDataAccess,
    'services: { app: { image: x, depends_on: [db] }, worker: { image: x }, mailer: { image: y }, db: { image: postgres:16 } }',
  );
  expect(violation?.fix.summary).toBe('Put `db` on a network with only `app` and `worker`.');
  expect(editsOf(violation)).toContain('set services.worker.networks.db');
});

test('a store takes what it needs itself along to its own network', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services: { proxy: { image: traefik:v3 }, pool: { image: edoburu/pgbouncer, environment: { DB_HOST: db } }, db: { image: example/db } }',
  ).filter(({ message }) => message.includes('`pool`'));
  expect(editsOf(violation)).toEqual(
    expect.arrayContaining(['set services.db.networks.default', 'set services.db.networks.backend']),
  );
});

test('a store that only shares an env_file with the users of another is none of them', () => {
  const { context } = contextOf({
    'compose.yaml':
      'services: { app: { image: x, env_file: all.env }, cache: { image: redis:8, env_file: all.env }, db: { image: postgres:16 }, bot: { image: y } }',
    'all.env': 'DB_HOST=db\nCACHE=redis://cache\n',
  });
  const messages = [...unneededDataAccess.check(context)].map(({ message }) => message);
  expect(messages).toContain('`bot` can connect to `db` and never mentions it; `app` does.');
});

test('a fix that takes a store from a front which names it says so', () => {
  const caveatOf = (need: string): string =>
    violationsOf(
      dataReachableFromFrontend,
      `services: { gateway: { image: example/gateway, ports: ["80:80"], ${need} }, queue: { image: nats:2 } }`,
    )[0]?.fix.caveat ?? '';
  expect(caveatOf('environment: { QUEUE_ADDRESS: queue }')).toMatch(
    /But `gateway` names `queue` in `QUEUE_ADDRESS`: .*`bulkhead\.zone: app`/,
  );
  expect(caveatOf('depends_on: [queue]')).not.toContain('But');
});

test('a volume at a folder that the image need not have is said to belong to root', () => {
  const caveatOf = (path: string): string =>
    violationsOf(
      dataNotPersistent,
      `services: { broker: { image: confluentinc/cp-kafka:8.0.0, environment: { KAFKA_LOG_DIRS: ${path} } } }`,
    )[0]?.fix.caveat ?? '';
  expect(caveatOf('/tmp/logs')).toContain('belongs to root');
  expect(caveatOf('/var/lib/kafka/data')).not.toContain('root');
});

test.each([
  ['image: postgres:18', 'refuses to start'],
  ['image: postgres:17', undefined],
  ['image: postgres:18, environment: { PGDATA: /var/lib/postgresql/data }', undefined],
])('with %s, a mount at the folder of older versions %s', (image, text) => {
  const [violation] = violationsOf(
    dataNotPersistent,
    `services: { db: { ${image}, volumes: ["data:/var/lib/postgresql/data"] } }\nvolumes: { data: {} }`,
  );
  expect(violation?.message).toEqual(text === undefined ? undefined : expect.stringContaining(text));
});

test('of a service on the network of the host nobody knows which ports it opens', () => {
  const [violation] = violationsOf(hostControl, 'services: { a: { image: x, network_mode: host, privileged: true } }');
  expect(violation?.message).toContain('and answers from outside on whatever port it opens.');
});

test('a host path that holds the others is the one that is told', () => {
  const [violation] = violationsOf(
    hostPathMounted,
    'services: { a: { image: x, volumes: ["/proc:/p:ro", "/:/r:ro", "/sys:/s:ro"] } }',
  );
  expect(violation?.message).toContain('reads `/` of the host');
});

test('what a store needs joins its new network', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services: { web: { image: "traefik:v3" }, broker: { image: "confluentinc/cp-kafka:7.0.0", environment: { KAFKA_ZOOKEEPER_CONNECT: "coordinator:2181" } }, coordinator: { image: x } }',
  );
  expect(editsOf(violation)).toContain('set services.coordinator.networks.backend');
});

test('Traefik with a command in one line gets its option at the end', () => {
  const compose =
    'services:\n  web: { image: "traefik:v3", command: --providers.docker, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }\n';
  const [violation] = violationsOf(hostControl, compose);
  expect(shownFix(violation, compose)).toContain(
    'command: --providers.docker --providers.docker.endpoint=tcp://docker-proxy:2375',
  );
});

test('a socket that is not of Docker is called by its name', () => {
  const message = (folder: string): string | undefined =>
    violationsOf(hostControl, `services: { a: { image: x, volumes: ["${folder}:/x"] } }`)[0]?.message;
  expect(message('/run/containerd')).toContain('the containerd socket');
  expect(message('/run/user/1000/podman/podman.sock')).toContain('the Podman socket');
  expect(message('/run/user/1000')).toBeUndefined();
});

test.each([
  ['pid: host', '`a` can see and signal host processes (`pid: host`).'],
  ['ipc: host', "`a` shares memory with the host's processes."],
  [
    'privileged: true, userns_mode: host',
    '`a` can take over the host through privileged mode; it also has the user ids of the host where the engine gives others to containers.',
  ],
])('with %s, no more is said than what that gives', (key, message) => {
  const [violation] = violationsOf(hostControl, `services: { a: { image: x, ${key} } }`);
  expect(violation?.message).toBe(message);
  expect(violation?.fix.caveat ?? '').not.toContain('as much');
});

test('paths that are only read are not told of a service that has the whole host', () => {
  const count = (more: string): number =>
    violationsOf(hostPathMounted, `services: { a: { image: x, volumes: ["/:/rootfs:ro"]${more} } }`).length;
  expect([count(''), count(', privileged: true')]).toEqual([1, 0]);
});

test('what every container can read of the kernel is no sensitive path', () => {
  const count = (mount: string): number =>
    violationsOf(hostPathMounted, `services: { a: { image: x, volumes: ["${mount}"] } }`).length;
  expect([count('/sys:/host/sys:ro'), count('/sys:/host/sys')]).toEqual([0, 1]);
});

test('of two networks that lead out for one another only one is to become internal', () => {
  const violations = violationsOf(
    dataNetworkNotInternal,
    'services: { app: { image: x, networks: [one, two] }, db: { image: "postgres:16", networks: [one] }, cache: { image: "redis:8", networks: [two] } }\nnetworks: { one: {}, two: {} }',
  );
  expect(violations.map(({ subject }) => subject)).toEqual(['one']);
});

test('a store leaves every network that it shares with the front', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services:\n  web:\n    image: traefik:v3\n    networks: [one, two]\n  db:\n    image: postgres:16\n    networks:\n      - one\n      - two\nnetworks: { one: {}, two: {} }',
  );
  expect(editsOf(violation)).toEqual([
    'set services.db.networks.backend',
    'remove services.db.networks.one',
    'remove services.db.networks.two',
    'set networks.backend',
  ]);
});

test('a helper that has no business on any network crosses nothing with a volume', () => {
  const count = (network: string): number =>
    violationsOf(
      volumeCrossesIsolation,
      `services:\n  web: { image: nginx, networks: [front], volumes: ["certs:/certs"] }\n  certs: { image: example/certs, volumes: ["certs:/certs"]${network} }\nnetworks: { front: {}, own: {} }\nvolumes: { certs: {} }`,
    ).length;
  expect([count(''), count(', networks: [own]')]).toEqual([0, 1]);
});

test.each([
  ['user: root', true],
  ['user: "0:0"', true],
  ['user: "1000"', false],
  ['read_only: true', false],
])('with %s, the host mounted to read brings the socket: %s', (key, brings) => {
  const [violation] = violationsOf(hostPathMounted, `services: { a: { image: x, ${key}, volumes: ["/:/hostfs:ro"] } }`);
  expect(violation?.message.includes('the Docker socket')).toBe(brings);
  expect(violation?.severity).toBe(brings ? 'high' : null);
});

test('a fix that takes the socket says so where the whole host is mounted beside it', () => {
  const caveat = violationsOf(
    hostControl,
    'services: { a: { image: x, volumes: ["/var/run/docker.sock:/var/run/docker.sock", "/:/hostfs:ro"] } }',
  )[0]?.fix.caveat;
  expect(caveat).toContain('`/` holds the socket, too');
});

test('a service that gives up the shared memory of the host gets some of its own', () => {
  const [violation] = violationsOf(hostControl, 'services: { a: { image: x, ipc: host } }');
  expect(editsOf(violation)).toEqual(['remove services.a.ipc', 'set services.a.shm_size']);
});

test('what a store only needs is not called a user of it', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services: { web: { image: "traefik:v3" }, broker: { image: "confluentinc/cp-kafka:7.0.0", environment: { KAFKA_ZOOKEEPER_CONNECT: "coordinator:2181" } }, coordinator: { image: x } }',
  );
  expect(violation?.fix.caveat).toContain('let services whose need the files do not show');
});

test('a credential is what the file has, not what an `.env` file puts in its place', () => {
  const count = (written: string): number => {
    const { context } = contextOf({
      'compose.yaml': `services: { app: { image: x, environment: { LLM_API_KEY: "\${LLM_API_KEY:-${written}}" } } }`,
      '.env': 'LLM_API_KEY=sk-0123456789abcdef0123456789\n',
      '.gitignore': '.env\n',
    });
    return [...secretInEnvironment.check(context)].length;
  };
  expect([count('your-key-here'), count('0123456789abcdef01')]).toEqual([0, 1]);
});

test('a store that leaves a network leaves its address there, too, and takes the rest along', () => {
  const compose =
    'services:\n  web:\n    image: traefik:v3\n    networks: [stack]\n  db:\n    image: postgres:16\n    networks:\n      stack:\n        ipv4_address: 10.1.0.9\n        aliases: [store]\nnetworks: { stack: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } } }\n';
  const [violation] = violationsOf(dataReachableFromFrontend, compose);
  expect(shownFix(violation, compose)).toMatchInlineSnapshot(`
    " services:
       db:
         networks:
    -      stack:
    -        ipv4_address: 10.1.0.9
    -        aliases: [store]
    +      backend:
    +        aliases: [store]
    -networks: { stack: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } } }
    +networks: { stack: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }, backend: { internal: true } }"
  `);
});

test('a service that leaves the network of the host joins those of what it needs', () => {
  const [violation] = violationsOf(
    hostNetwork,
    'services: { a: { image: x, network_mode: host, environment: { DB_HOST: db } }, db: { image: "postgres:16", networks: [back] } }\nnetworks: { back: {} }',
  );
  expect(editsOf(violation)).toEqual(['remove services.a.network_mode', 'set services.a.networks.back']);
});

test('what may need a store without naming it joins its new network', () => {
  const [violation] = violationsOf(
    unneededDataAccess,
    'services: { app: { image: x, depends_on: [db] }, mailer: { image: y }, telegraf: { image: telegraf }, db: { image: postgres:16 } }',
  );
  expect(violation?.fix.summary).toBe('Put `db` on a network with only `app` and `telegraf`.');
  expect(editsOf(violation)).toContain('set services.telegraf.networks.db');
});

test('a store is said to answer only on ports that it listens on', () => {
  const verb = (ports: string): string | undefined =>
    / (answers|is open) on /.exec(
      violationsOf(dataPublished, `services: { db: { image: postgres:16, ports: ["${ports}"] } }`)[0]?.message ?? '',
    )?.[1];
  expect([verb('5432:5432'), verb('5433:5433')]).toEqual(['answers', 'is open']);
});

function editsOf(violation: Violation | undefined): readonly string[] | undefined {
  return violation?.fix.edits.map(({ kind, path }) => `${kind} ${path.join('.')}`);
}

test('of an image that only has the name of the software no volume and no folder is claimed', () => {
  const toldOf = (image: string): string => {
    const [violation] = violationsOf(dataNotPersistent, `services: { db: { image: ${image}, restart: always } }`);
    return `${violation?.message ?? ''} ${violation?.fix.summary ?? ''} ${String(violation?.fix.edits.length)}`;
  };
  expect(toldOf('acme/zookeeper')).toMatch(
    /has nothing mounted that its data could be in, so the data goes with the container\. Mount a named volume where this image keeps its data\. 0$/,
  );
  expect(toldOf('zookeeper')).toMatch(/in an anonymous volume.*`\/data`.* [1-9]$/);
});

test('data below a folder that the host empties is not kept, wherever the files themselves lie', () => {
  const toldOf = (source: string, env = ''): readonly string[] =>
    [
      ...dataNotPersistent.check(
        contextOf({
          'compose.yaml': `services: { db: { image: "mysql:8", restart: always, volumes: ["${source}:/var/lib/mysql"] } }`,
          '.env': env,
        }).context,
      ),
    ].map(({ message }) => message);
  expect(toldOf('/tmp/shop/mysql')).toEqual([expect.stringContaining('in a folder of the host that the host empties')]);
  expect(toldOf('${DATA}/mysql', 'DATA=/var/tmp/shop\n')).toHaveLength(1);
  expect(toldOf('./mysql')).toEqual([]);
  expect(toldOf('/srv/tmp/mysql')).toEqual([]);
});
