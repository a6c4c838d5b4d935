import { describe, expect, test } from 'vitest';
import { hostControl } from '../../src/rules/host-control.ts';
import { RULES } from '../../src/rules/index.ts';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { changedBy, shownFix } from './fixed.ts';
import { contextOf, violationsOf } from './violations.ts';

/** What the rule still reports once its first fix is applied, after what the fixed file has of errors. */
function afterFix(id: string, compose: string): { readonly fixed: string; readonly left: readonly string[] } {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const [violation] = rule.check(contextOf({ 'compose.yaml': compose }).context);
  const fixed = changedBy(violation, { 'compose.yaml': compose })[0]?.after ?? compose;
  const values = [...fixed.matchAll(/\$\{(\w+):\?\}/g)].map(([, name = '']) => `${name}=x\n`);
  const { context, diagnostics } = contextOf({ 'compose.yaml': fixed, '.env': values.join('') });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return { fixed, left: [...errors, ...[...rule.check(context)].map(({ message }) => message)] };
}

const APP = 'image: example/app\n    environment:\n      DB_HOST: db';
/** Stores that publish their port. */
function storesNamed(...names: readonly string[]): string {
  return names
    .map((name, index) => `  ${name}:\n    image: postgres:16\n    ports:\n      - "${String(5432 + index)}:5432"\n`)
    .join('');
}

const TRAEFIK = 'image: traefik:v3\n    ports:\n      - "80:80"';

describe('a fix applied to the file leaves nothing to report', () => {
  test.each([
    [
      'a front on the default network',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n  app:\n    ${APP}\n  db:\n    image: postgres:16\n`,
    ],
    [
      'a front on a network of the same name as the usual new one',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n    networks:\n      - backend\n  app:\n    ${APP}\n    networks:\n      - backend\n  db:\n    image: postgres:16\n    networks:\n      - backend\nnetworks:\n  backend:\n`,
    ],
    [
      'networks as a mapping',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n    networks:\n      stack:\n  app:\n    ${APP}\n    networks:\n      stack:\n  db:\n    image: postgres:16\n    networks:\n      stack:\n        aliases: [store]\nnetworks:\n  stack:\n`,
    ],
    [
      'a front that can leave, for the application is on its other network too',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n    networks:\n      - front\n      - back\n  app:\n    ${APP}\n    networks:\n      - front\n      - back\n  db:\n    image: postgres:16\n    networks:\n      - back\nnetworks:\n  front:\n  back:\n`,
    ],
    [
      'a broker that is to be told where to keep its data',
      'data-not-persistent',
      'services:\n  kafka:\n    image: apache/kafka:4.0.0\n    environment:\n      KAFKA_NODE_ID: 1\n',
    ],
    [
      'a broker that does not use what is mounted',
      'data-not-persistent',
      'services:\n  kafka:\n    image: apache/kafka:4.0.0\n    environment:\n      - KAFKA_NODE_ID=1\n    volumes:\n      - events:/var/lib/kafka/data\nvolumes:\n  events:\n',
    ],
    [
      'a socket that is mounted itself and in its folder',
      'host-control',
      'services:\n  metrics:\n    image: gcr.io/cadvisor/cadvisor\n    command: [--docker_only]\n    networks:\n      - ops\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n      - /var/run:/var/run\n      - /sys:/sys:ro\nnetworks:\n  ops:\n',
    ],
    [
      'a published port in the long form',
      'data-published',
      'services:\n  db:\n    image: postgres:16\n    ports:\n      - target: 5432\n        published: "5432"\n',
    ],
    [
      'a port that the engine picks, and a range',
      'data-published',
      'services:\n  db:\n    image: postgres:16\n    ports:\n      - "5432"\n      - "7000-7002:7000-7002"\n',
    ],
    [
      'a port that the owner of the namespace publishes',
      'data-published',
      'services:\n  vpn:\n    image: example/vpn\n    ports:\n      - "5432:5432"\n  db:\n    image: postgres:16\n    network_mode: service:vpn\n',
    ],
    [
      'a store on a network that exists outside',
      'data-network-shared-with-others',
      'services:\n  app:\n    image: example/app\n    environment:\n      DB_HOST: db\n    networks:\n      - proxy\n  db:\n    image: postgres:16\n    networks:\n      - proxy\nnetworks:\n  proxy:\n    external: true\n',
    ],
    [
      'a store in the namespace of a service on such a network',
      'data-network-shared-with-others',
      'services:\n  vpn:\n    image: example/vpn\n    networks:\n      - proxy\n  db:\n    image: postgres:16\n    network_mode: service:vpn\nnetworks:\n  proxy:\n    external: true\n',
    ],
    [
      'services that never mention a store',
      'unneeded-data-access',
      `services:\n  app:\n    ${APP}\n    networks:\n      - stack\n  mailer:\n    image: example/mailer\n    networks:\n      - stack\n  db:\n    image: postgres:16\n    networks:\n      - stack\nnetworks:\n  stack:\n`,
    ],
    [
      'services that never mention a store, on two networks',
      'unneeded-data-access',
      `services:\n  app:\n    ${APP}\n    networks:\n      - a\n  one:\n    image: example/one\n    networks:\n      - a\n  two:\n    image: example/two\n    networks:\n      - b\n  db:\n    image: postgres:16\n    networks:\n      - a\n      - b\nnetworks:\n  a:\n  b:\n`,
    ],
    [
      'the Docker socket in Traefik',
      'host-control',
      `services:\n  web:\n    ${TRAEFIK}\n    command:\n      - --providers.docker\n    networks:\n      - front\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\nnetworks:\n  front:\n`,
    ],
    [
      'the Docker socket in the long form',
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    environment:\n      A: b\n    volumes:\n      - type: bind\n        source: /var/run/docker.sock\n        target: /var/run/docker.sock\n        read_only: true\n',
    ],
    [
      'the Docker socket, mounted twice',
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n      - /var/run:/var/run\n',
    ],
    [
      "the Docker socket on the host's network",
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    network_mode: host\n    environment:\n      - A=b\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
    ],
    [
      'the Docker socket without a mount',
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    use_api_socket: true\n',
    ],
    [
      "the Docker socket without a mount on the host's network",
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    network_mode: host\n    use_api_socket: true\n',
    ],
    [
      'the socket of containerd',
      'host-control',
      'services:\n  a:\n    image: x\n    volumes:\n      - type: bind\n        source: /run/containerd\n        target: /run/containerd\n',
    ],
    [
      'the folder of the Docker socket',
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    volumes:\n      - /var/run/:/host-run:ro\n',
    ],
    [
      'a rule for devices',
      'host-control',
      'services:\n  a:\n    image: x\n    device_cgroup_rules:\n      - c 188:* rmw\n      - b 8:* rmw\n',
    ],
    [
      'a capability',
      'host-control',
      'services:\n  a:\n    image: x\n    cap_add:\n      - NET_ADMIN\n      - SYS_ADMIN\n',
    ],
    ["the host's processes", 'host-control', 'services:\n  a:\n    image: gliderlabs/logspout\n    pid: host\n'],
    [
      'a disk',
      'host-control',
      'services:\n  a:\n    image: gliderlabs/logspout\n    devices:\n      - /dev/sda:/dev/sda:r\n',
    ],
    ['privileged mode', 'host-control', 'services:\n  a:\n    image: gliderlabs/logspout\n    privileged: true\n'],
    [
      "the host's network with ports it lists in vain",
      'host-network',
      'services:\n  a:\n    image: x\n    network_mode: host\n    ports:\n      - "80:80"\n',
    ],
    [
      'a folder of the host for the data, in the long form',
      'data-bind-mounted',
      'services:\n  db:\n    image: postgres:16\n    volumes:\n      - type: bind\n        source: ./data\n        target: /var/lib/postgresql/data\n',
    ],
    [
      'a folder of the host for the data, and a volume of the new name',
      'data-bind-mounted',
      'services:\n  db:\n    image: postgres:16\n    volumes:\n      - ./data:/var/lib/postgresql/data\n      - db_data:/backup\nvolumes:\n  db_data:\n',
    ],
    [
      'a dashboard beside the ports of its proxy',
      'admin-without-login',
      'services:\n  proxy:\n    image: traefik:v3\n    command: --api.insecure=true\n    ports:\n      - "80:80"\n      - "8080:8080"\n',
    ],
    [
      'orders that a proxy may give to Docker',
      'control-api-reachable',
      'services:\n  filter:\n    image: tecnativa/docker-socket-proxy\n    environment:\n      - CONTAINERS=1\n      - POST=1\n  proxy:\n    image: traefik:v3\n    command: --providers.docker.endpoint=tcp://filter:2375\n',
    ],
    [
      'a filter that lets orders of others through',
      'control-api-reachable',
      'services:\n  filter:\n    image: tecnativa/docker-socket-proxy\n    environment:\n      CONTAINERS: 1\n      POST: 1\n  updater:\n    image: containrrr/watchtower\n    environment:\n      DOCKER_HOST: tcp://filter:2375\n  shop:\n    image: example/shop\n',
    ],
    [
      'an anonymous volume for the data',
      'data-not-persistent',
      'services:\n  db:\n    image: mysql:8\n    volumes:\n      - /var/lib/mysql\n',
    ],
    [
      'a volume that was mounted for an older version',
      'data-not-persistent',
      'services:\n  db:\n    image: postgres:18\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n',
    ],
    [
      'a volume at one of two folders',
      'data-not-persistent',
      'services:\n  zk:\n    image: zookeeper:3.9\n    volumes:\n      - zk_data:/data\nvolumes:\n  zk_data:\n',
    ],
    [
      'a volume that is called like a drive',
      'data-not-persistent',
      'services:\n  db:\n    image: mysql:8\n    volumes:\n      - d:/var/lib/mysql\nvolumes:\n  d:\n',
    ],
    [
      'a volume where another packager keeps the data',
      'data-not-persistent',
      'services:\n  cache:\n    image: bitnami/redis:7.4\n    volumes:\n      - data:/data\nvolumes:\n  data:\n',
    ],
    ['no volume for data in two folders', 'data-not-persistent', 'services:\n  zk:\n    image: zookeeper:3.9\n'],
    ['no volume for the data', 'data-not-persistent', 'services:\n  db:\n    image: mysql:8\n'],
    [
      'a credential in a list',
      'secret-in-environment',
      'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_DATABASE=shop\n      - MYSQL_PASSWORD=hunter2hunter2\n',
    ],
    [
      'credentials in a mapping, one with a name that is no variable',
      'secret-in-environment',
      'services:\n  db:\n    image: example/x\n    environment:\n      DB_PASSWORD: hunter2hunter2\n      xpack.secret: hunter2hunter2\n',
    ],
    [
      'a credential that several services share',
      'secret-in-environment',
      'services:\n  app:\n    image: example/app\n    environment:\n      URL: postgres://app:hunter2hunter2@db/app\n      ROOT_TOKEN: hunter2hunter2\n  db:\n    image: postgres:16\n    environment:\n      - POSTGRES_PASSWORD=hunter2hunter2\n',
    ],
    [
      'a build argument',
      'secret-in-environment',
      'services:\n  app:\n    build:\n      context: .\n      args:\n        NPM_TOKEN: hunter2hunter2\n',
    ],
    [
      'a credential from an anchor that several services share',
      'secret-in-environment',
      'x-key: &key\n  APP_SECRET: hunter2hunter2\nservices:\n  app:\n    image: example/app\n    environment:\n      <<: *key\n      DB_PASSWORD: hunter3hunter3\n  worker:\n    image: example/worker\n    environment:\n      <<: *key\n',
    ],
    [
      'a front among many stores',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n  app:\n    ${APP}\n${storesNamed('a', 'b', 'c', 'db', 'e').replace(/ +ports:\n.*\n/g, '')}`,
    ],
    [
      'many stores that a front reaches through the host',
      'data-reachable-from-frontend',
      `services:\n  web:\n    ${TRAEFIK}\n    networks:\n      - front\n${storesNamed('a', 'b', 'c', 'd', 'e')}networks:\n  front:\n`,
    ],
    [
      'many stores that containers reach through the host',
      'data-reachable-through-host',
      `services:\n  app:\n    ${APP}\n    networks:\n      - front\n${storesNamed('a', 'b', 'c', 'd', 'e').replaceAll('- "', '- "172.17.0.1:')}networks:\n  front:\n`,
    ],
    [
      'a volume between services that share no network',
      'volume-crosses-isolation',
      'services:\n  app:\n    image: example/app\n    networks:\n      - a\n    volumes:\n      - files:/files\n  other:\n    image: example/other\n    networks:\n      - b\n    volumes:\n      - files:/files\nnetworks:\n  a:\n  b:\nvolumes:\n  files:\n',
    ],
    [
      'a folder of the host that is read-only already',
      'host-path-mounted',
      'services:\n  a:\n    image: x\n    volumes:\n      - /etc:/host/etc:ro\n',
    ],
    [
      'a folder of the host in the long form, and another',
      'host-path-mounted',
      'services:\n  a:\n    image: x\n    volumes:\n      - type: bind\n        source: /etc\n        target: /host/etc\n        read_only: true\n        bind:\n          propagation: rslave\n      - /root:/host/root:ro\n      - files:/files\nvolumes:\n  files:\n',
    ],
    [
      'the only volume that is declared',
      'unused-volume',
      'services:\n  a:\n    image: x\nvolumes:\n  files:\n    driver: local\n    labels:\n      a: b\n',
    ],
    [
      'a volume beside one that is used',
      'unused-volume',
      'services:\n  a:\n    image: x\n    volumes:\n      - used:/x\nvolumes:\n  files:\n    name: other\n  used:\n',
    ],
    ['the only network that is declared', 'unused-network', 'services:\n  a:\n    image: x\nnetworks:\n  front:\n'],
    [
      'the data of a store that another service reads',
      'data-volume-shared',
      'services:\n  db:\n    image: mysql:8\n    volumes:\n      - data:/var/lib/mysql\n  app:\n    image: example/app\n    volumes:\n      - data:/db:ro\nvolumes:\n  data:\n',
    ],
    [
      'a store whose data another service may change',
      'data-volume-shared',
      'services:\n  db:\n    image: mysql:8\n    volumes:\n      - data:/var/lib/mysql\n  app:\n    image: example/app\n    volumes:\n      - type: volume\n        source: data\n        target: /db\nvolumes:\n  data:\n',
    ],
  ])('%s', (_, id, compose) => {
    const { left } = afterFix(id, compose);
    // Reading a store's files is still worth a word, a lesser one.
    expect(left.filter((message) => !/ reads the data of /.test(message))).toEqual([]);
  });
});

test('a fix of a credential shows neither the value nor its length', () => {
  const { fixed } = afterFix(
    'secret-in-environment',
    'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_PASSWORD=hunter2hunter2\n',
  );
  expect(fixed).toContain('      - MYSQL_PASSWORD=${MYSQL_PASSWORD:?}');
  expect(fixed).not.toContain('hunter2');
});

test('a credential in a command comes from the variable that others have it from', () => {
  const { fixed, left } = afterFix(
    'secret-in-environment',
    'services:\n  app:\n    image: x\n    environment:\n      REDIS_PASSWORD: hunter2hunter2\n  redis-1:\n    image: redis:8\n    command: redis-server --requirepass hunter2hunter2 # here\n',
  );
  expect(fixed).toContain('    command: redis-server --requirepass ${REDIS_PASSWORD:?} # here\n');
  expect(left).toEqual([]);
});

test('folders of a store that are one are all mounted', () => {
  const { fixed } = afterFix('data-not-persistent', 'services:\n  zk:\n    image: zookeeper:3.9\n');
  expect(fixed).toContain('      - zk_data:/data\n      - zk_data_2:/datalog\n');
  expect(fixed).toContain('volumes:\n  zk_data:\n  zk_data_2:\n');
});

test('a client has a credential from the variable of the store that calls it the same', () => {
  const { fixed } = afterFix(
    'secret-in-environment',
    'services:\n  app:\n    image: example/app\n    environment:\n      SEARCH_PASSWORD: hunter2hunter2\n  search:\n    image: elasticsearch:8.1.0\n    environment:\n      SEARCH_PASSWORD: hunter2hunter2\n',
  );
  expect(fixed.match(/\$\{SEARCH_PASSWORD:\?\}/g)).toHaveLength(2);
});

test('a credential that is the default of a variable in a command is left out there', () => {
  const { fixed } = afterFix(
    'secret-in-environment',
    "services:\n  redis:\n    image: redis:8\n    command: 'redis-server --requirepass ${CACHE_AUTH:-hunter2hunter2}'\n",
  );
  expect(fixed).toContain("    command: 'redis-server --requirepass ${CACHE_AUTH:?}'\n");
});

test('a user has its password from the variable that the file has, and root has one of its own', () => {
  const { fixed } = afterFix(
    'secret-in-environment',
    'services:\n  app:\n    image: example/app\n    environment:\n      DB_PASSWD: ${SHOP_PASSWORD:-hunter2}\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_ROOT_PASSWORD=hunter2\n      - MYSQL_PASSWORD=hunter2\n',
  );
  expect(fixed).toContain('      DB_PASSWD: ${SHOP_PASSWORD:?}');
  expect(fixed).toContain('      - MYSQL_PASSWORD=${SHOP_PASSWORD:?}');
  expect(fixed).toContain('      - MYSQL_ROOT_PASSWORD=${MYSQL_ROOT_PASSWORD:?}');
});

test('a store and its client have a credential from one variable, called as the store calls it, and others from their own', () => {
  const { fixed, left } = afterFix(
    'secret-in-environment',
    [
      'services:',
      '  app:\n    image: example/app\n    environment:\n      DB_PASS: secret\n      DB_HOST: db\n      ADMIN_PASSWORD: secret',
      '  console:\n    image: example/console\n    environment:\n      CONSOLE_PASSWORD: secret',
      '  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: secret\n',
    ].join('\n'),
  );
  expect(left).toEqual([]);
  expect(fixed.match(/\w+: \$\{\w+:\?\}/g)).toEqual([
    'DB_PASS: ${POSTGRES_PASSWORD:?}',
    'ADMIN_PASSWORD: ${ADMIN_PASSWORD:?}',
    'CONSOLE_PASSWORD: ${CONSOLE_PASSWORD:?}',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}',
  ]);
});

test('a fix keeps what stands around the default of a variable, and there is none where that would show it', () => {
  const fixOf = (url: string): string =>
    afterFix('secret-in-environment', `services:\n  app:\n    image: x\n    environment:\n      URL: ${url}\n`).fixed;
  expect(fixOf('redis://:${PASS:-hunter2}@${HOST:-cache}/0')).toContain('URL: redis://:${PASS:?}@${HOST:-cache}/0');
  expect(fixOf('redis://:${PASS:-hunter2}@cache/0?key=hidden')).toContain('hunter2');
  expect(fixOf('redis://${NAME:-hunter2}:${PASS:-hunter2}@cache/0')).toContain('PASS:-hunter2');
});

test.each([
  ['${PORT:-1200}:9200', '127.0.0.1:${PORT:-1200}:9200'],
  ['${PORT:-9200}', '127.0.0.1::${PORT:-9200}'],
  ['${PORT:-9200:9200}', '127.0.0.1:9200:9200'],
  ['[::]:9200:9200/tcp', '127.0.0.1:9200:9200/tcp'],
])('the port %s is bound as %s', (text, bound) => {
  const { fixed, left } = afterFix(
    'data-published',
    `services:\n  db:\n    image: redis:8\n    ports:\n      - "${text}"\n`,
  );
  expect(fixed).toContain(`      - "${bound}"`);
  expect(left).toEqual([]);
});

test('a mount that is replaced or made read-only is shown as the file has it', () => {
  const store = 'services:\n  db:\n    image: mysql:8\n    volumes:\n      - ${ROOT:-/srv}/db:/var/lib/mysql:Z\n';
  expect(afterFix('data-bind-mounted', store).fixed).toContain('      - db_data:/var/lib/mysql\n');
  const etc = 'services:\n  a:\n    image: x\n    volumes:\n      - ${ROOT:-/etc}:/x:rw,z\n';
  expect(afterFix('host-path-mounted', etc).fixed).toContain('      - ${ROOT:-/etc}:/x:z,ro\n');
});

test.each([
  ['environment', 'VM_ENDPOINT=unix:///host/docker.sock', 'VM_ENDPOINT=tcp://docker-proxy:2375'],
  ['command', '--docker.endpoint=unix:///host/docker.sock', '--docker.endpoint=tcp://docker-proxy:2375'],
])('what names the mounted socket in the %s names the proxy instead', (key, before, after) => {
  const { fixed, left } = afterFix(
    'host-control',
    `services:\n  a:\n    image: gliderlabs/logspout\n    ${key}:\n      - ${before}\n    volumes:\n      - ${'${SOCKET:-/var/run/docker.sock}'}:/host/docker.sock\n`,
  );
  expect(fixed).toContain(`      - ${after}\n`);
  expect(fixed).not.toContain('DOCKER_HOST');
  expect(fixed).toContain('volumes:\n      - ${SOCKET:-/var/run/docker.sock}:/var/run/docker.sock:ro\n');
  expect(left).toEqual([]);
});

describe('a filter in front of the Docker socket lets through what the software asks for', () => {
  const fixedOf = (image: string, more = ''): string =>
    afterFix(
      'host-control',
      `services:\n  a:\n    image: ${image}\n${more}    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n`,
    ).fixed;
  const allowed = (fixed: string): readonly string[] =>
    [...fixed.matchAll(/^ +([A-Z_]+): 1$/gm)].map(([, section = '']) => section);

  test.each([
    ['traefik:v3', '    command: [--providers.docker]\n', 'CONTAINERS'],
    ['jwilder/nginx-proxy', '', 'CONTAINERS NETWORKS INFO EVENTS'],
    ['registry.example.com/nginxproxy/nginx-proxy:1', '', 'CONTAINERS NETWORKS INFO EVENTS'],
    ['nginxproxy/acme-companion', '', 'CONTAINERS NETWORKS INFO EVENTS POST EXEC'],
    ['nginxproxy/docker-gen', '', 'CONTAINERS NETWORKS INFO EVENTS'],
    [
      'nginxproxy/docker-gen',
      '    command: -notify-sighup nginx /a /b\n',
      'CONTAINERS NETWORKS INFO EVENTS ALLOW_RESTARTS',
    ],
    ['amir20/dozzle', '', 'CONTAINERS INFO EVENTS'],
    ['gcr.io/cadvisor/cadvisor', '    command: [--docker_only]\n', 'CONTAINERS INFO EVENTS'],
    ['willfarrell/autoheal', '', 'CONTAINERS ALLOW_RESTARTS'],
  ])('%s %s', (image, more, sections) => {
    expect(allowed(fixedOf(image, more)).join(' ')).toBe(sections);
  });

  test.each([
    ['example/agent', ''],
    ['traefik:v1.7', '    command: --docker\n'],
    ['traefik:v3', '    command: [--providers.swarm]\n'],
  ])('%s %s: which calls it makes is not known, and no patch guesses them', (image, more) => {
    expect(fixedOf(image, more)).not.toContain('socket-proxy');
  });

  test.each([
    ['what only a file can tell', 'services:\n  a:\n    image: grafana/promtail:3\n', ''],
    ['what has its options in a file', 'services:\n  a:\n    image: traefik:v3\n', ''],
    [
      'what is told in a file that is not always there',
      'services:\n  a:\n    image: traefik:v3\n    command: [--providers.docker]\n',
      'services:\n  a:\n    command: [--providers.docker, --accesslog]\n',
    ],
  ])('%s keeps the socket: without it, it would stop', (_, text, override) => {
    const socket = '    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n';
    const files = { 'compose.yaml': text + socket, ...(override === '' ? {} : { 'compose.override.yaml': override }) };
    const [found] = hostControl.check(contextOf(files).context);
    expect(found?.fix.summary).toContain('Give `a` a proxy that allows only the calls it needs');
    expect(found?.fix.edits).toEqual([]);
  });

  test('who asks for more has a filter and a network of its own', () => {
    const fixed = ['nginxproxy/nginx-proxy', 'nginxproxy/acme-companion'].map((image) => fixedOf(image));
    expect(fixed[0]).toContain('DOCKER_HOST: tcp://docker-proxy-networks-info:2375');
    expect(fixed[1]).toContain('DOCKER_HOST: tcp://docker-proxy-networks-info-post-exec:2375');
    expect(fixed[1]).toContain('  docker-networks-info-post-exec:\n    internal: true\n');
  });

  test('what a filter that passes orders still leaves is said', () => {
    const caveatOf = (image: string): string =>
      violationsOf(
        hostControl,
        `services: { a: { image: ${image}, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] } }`,
      )[0]?.fix.caveat ?? '';
    expect(caveatOf('nginxproxy/acme-companion')).toContain('by them it can still take over the host');
    expect(caveatOf('nginxproxy/nginx-proxy')).not.toContain('orders');
    expect(caveatOf('example/agent')).toContain('Which calls `a` makes is not known');
  });

  test('a filter behind a socket lets the same through', () => {
    const fixed = fixedOf('willfarrell/autoheal', '    network_mode: none\n');
    expect(fixed).toContain('DOCKER_SOCK: /run/docker-api/docker.sock');
    expect(fixed).toContain('-allowPOST=/(v1[.][0-9]+/)?(containers/[^/]+/(restart|stop|kill))');
  });
});

test('the filter gets the socket itself, whatever it is called', () => {
  const mounted = (source: string): string =>
    afterFix(
      'host-control',
      `services:\n  a:\n    image: gliderlabs/logspout\n    volumes:\n      - ${source}:/var/run/docker.sock\n`,
    ).fixed;
  expect(mounted('/run/')).toContain('volumes:\n      - /run/docker.sock:/var/run/docker.sock:ro\n');
  expect(mounted('/srv/engine/api')).toContain('volumes:\n      - /srv/engine/api:/var/run/docker.sock:ro\n');
});

test.each([
  ['a named pipe, which no filter could have', 'volumes: ["//./pipe/docker_engine://./pipe/docker_engine"]'],
  ['a volume that is the socket by another name', 'volumes: ["engine:/run/docker.sock"]'],
  ['a device in the long form', 'devices: [{ source: /dev/sda, target: /dev/x }]'],
])('%s has no fix to paste', (_, section) => {
  const volume = 'volumes:\n  engine:\n    driver_opts: { type: none, o: bind, device: /run/docker.sock }\n';
  const rule = RULES.find(({ id }) => id === 'host-control');
  const { context } = contextOf({ 'compose.yaml': `services:\n  a:\n    image: x\n    ${section}\n${volume}` });
  expect([...(rule?.check(context) ?? [])].map(({ fix }) => fix.edits)).toEqual([[]]);
});

test('workers that run what a user of the store runs move with it', () => {
  const compose = `services:\n  web:\n    ${TRAEFIK}\n  setup:\n    ${APP}\n  worker:\n    image: example/app\n  db:\n    image: postgres:16\n`;
  const { fixed } = afterFix('data-reachable-from-frontend', compose);
  const { context } = contextOf({ 'compose.yaml': fixed });
  const from = (name: string): number => context.flows.between(`service:shop/${name}`, 'service:shop/db').length;
  expect([from('setup') > 0, from('worker') > 0, from('web')]).toEqual([true, true, 0]);
});

test('applications stay with a store of which no file tells who uses it, but not where they are too many to all do', () => {
  const pairs = (count: number): readonly boolean[] => {
    const names = Array.from({ length: count }, (_, index) => `app-${String(index)}`);
    const apps = names.map((name) => `  ${name}:\n    image: example/${name}\n`).join('');
    const compose = `services:\n  web:\n    ${TRAEFIK}\n${apps}  db:\n    image: postgres:16\n`;
    const { context } = contextOf({ 'compose.yaml': afterFix('data-reachable-from-frontend', compose).fixed });
    return ['web', ...names].map((name) => context.flows.between(`service:shop/${name}`, 'service:shop/db').length > 0);
  };
  expect(pairs(2)).toEqual([false, true, true]);
  expect(pairs(13)).not.toContain(true);
});

test('agents that ask a platform of their maker for its broker move with it', () => {
  const compose = `services:\n  web:\n    ${TRAEFIK}\n  platform:\n    image: example/platform\n    environment:\n      AMQP_HOST: mq\n  agent:\n    image: example/agent\n    environment:\n      PLATFORM_URL: http://platform:8080\n  other:\n    image: elsewhere/other\n    environment:\n      PLATFORM_URL: http://platform:8080\n  mq:\n    image: rabbitmq:4\n`;
  const { context } = contextOf({ 'compose.yaml': afterFix('data-reachable-from-frontend', compose).fixed });
  const from = (name: string): boolean => context.flows.between(`service:shop/${name}`, 'service:shop/mq').length > 0;
  expect(['web', 'platform', 'agent', 'other'].map(from)).toEqual([false, true, true, false]);
});

test('a front keeps the network over which it meets what it needs', () => {
  const compose = `services:\n  web:\n    ${TRAEFIK}\n    depends_on:\n      - app\n    networks:\n      - public\n      - stack\n  app:\n    ${APP}\n    networks:\n      - stack\n  db:\n    image: postgres:16\n    networks:\n      - stack\nnetworks:\n  public:\n    external: true\n  stack:\n`;
  const { fixed, left } = afterFix('data-reachable-from-frontend', compose);
  expect(left).toEqual([]);
  const { context } = contextOf({ 'compose.yaml': fixed });
  const pairs = [
    ['web', 'app'],
    ['app', 'db'],
  ].map(([from = '', to = '']) => context.flows.between(`service:shop/${from}`, `service:shop/${to}`).length > 0);
  expect(pairs).toEqual([true, true]);
});

describe('a credential comes from one variable wherever it stands', () => {
  const fixOf = (services: string, files: Readonly<Record<string, string>> = {}): { text: string; caveat: string } => {
    const all = { 'compose.yaml': services, ...files };
    const [violation] = secretInEnvironment.check(contextOf(all).context);
    const changed = changedBy(violation, all);
    return { text: changed.map(({ after }) => after).join('\n---\n'), caveat: violation?.fix.caveat ?? '' };
  };
  const db = '  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: hunter2hunter2\n';

  test('of a URL only the password is replaced, also in the default of a variable', () => {
    const { text } = fixOf(
      `services:\n  app:\n    image: x\n    environment:\n      A: postgresql://shop:hunter2hunter2@db:5432/shop?schema=public\n      B: \${B:-postgresql://shop:hunter2hunter2@db/shop}\n${db}`,
    );
    expect(text).toContain('A: postgresql://shop:${POSTGRES_PASSWORD:?}@db:5432/shop?schema=public\n');
    expect(text).toContain('B: ${B:-postgresql://shop:${POSTGRES_PASSWORD:?}@db/shop}\n');
  });

  test('nodes of a cluster, their clients and the default of another variable have it from one', () => {
    const node = (name: string): string =>
      `  ${name}:\n    image: bitnami/redis\n    environment:\n      REDIS_PASSWORD: hunter2hunter2\n`;
    const { text } = fixOf(
      `services:\n${node('a')}${node('b')}      REDISCLI_AUTH: hunter2hunter2\n  app:\n    image: x\n    environment:\n      EXPORT_ENABLED: "false"\n      EXPORT_SECRET: \${EXPORT_SECRET:-hunter2hunter2}\n`,
    );
    expect(text.match(/PASSWORD: \$\{REDIS_PASSWORD:\?\}/g)).toHaveLength(2);
    expect(text).toContain('REDISCLI_AUTH: ${REDIS_PASSWORD:?}');
    // Of a feature that is off, and no copy.
    expect(text).toContain('EXPORT_SECRET: ${EXPORT_SECRET:-hunter2');
  });

  test('a variable that has another as its default hides nothing in a patch', () => {
    const compose = `services:\n${db}  app:\n    image: x\n    environment:\n      DB_SECRET: \${DB_SECRET:-hunter2hunter2}\n`;
    const [violation] = secretInEnvironment.check(contextOf({ 'compose.yaml': compose }).context);
    expect(shownFix(violation, compose)).toContain('+      DB_SECRET: ${DB_SECRET:-${POSTGRES_PASSWORD:?}}');
  });

  test('a check of health in one text has it, too', () => {
    const { text } = fixOf(
      'services:\n  db:\n    image: mysql\n    environment:\n      MYSQL_ROOT_PASSWORD: hunter2hunter2\n    healthcheck:\n      test: mysqladmin ping -phunter2hunter2\n',
    );
    expect(text).toContain('test: mysqladmin ping -p${MYSQL_ROOT_PASSWORD:?}\n');
  });

  test('a user of the same name stays', () => {
    const { text } = fixOf(
      'services:\n  app:\n    image: x\n    environment:\n      URL: postgres://postgres:postgres@postgres/postgres\n  postgres:\n    image: postgres\n    environment:\n      POSTGRES_USER: postgres\n      POSTGRES_PASSWORD: postgres\n',
    );
    expect(text).toContain('URL: postgres://postgres:${POSTGRES_PASSWORD:?}@postgres/postgres\n');
    expect(text).toContain('POSTGRES_USER: postgres\n');
  });

  test('there is no patch where a mounted file or an env file holds it, and their lines are told', () => {
    const mounted = fixOf(
      `services:\n${db}  app:\n    image: x\n    volumes: ["./app.toml:/etc/app.toml"]\n    env_file: app.env\n`,
      {
        'app.toml': '[db]\ndsn="postgres://shop:hunter2hunter2@db/shop"\n',
        'app.env': 'A=1\nDB_PASSWORD=hunter2hunter2\n',
      },
    );
    expect(mounted.text).toBe('');
    expect(mounted.caveat).toContain('The same stands in `app.toml:2` and `app.env:2`: change it there, too.');
    expect(mounted.caveat).not.toContain('hunter2');
  });

  test('the committed sample has the variable, and existing data the old password', () => {
    const { text, caveat } = fixOf(`services:\n${db}`, { '.env.example': 'PORT=80' });
    expect(text).toContain('PORT=80\nPOSTGRES_PASSWORD=\n');
    expect(caveat).toContain('existing data keep the old one until `ALTER ROLE` changes it');
    expect(
      fixOf(`services:\n${db}`, { '.env.example': 'A=1\nURL=postgres://x:hunter2hunter2@db/x\n' }).caveat,
    ).toContain('The sample has the same in `.env.example:2`: leave it empty there.');
    expect(fixOf(`services:\n${db}`, { '.env.example': 'POSTGRES_PASSWORD=\n' }).text).not.toContain('---');
  });
});
