import { describe, expect, test } from 'vitest';
import { adminWithoutLogin } from '../../src/rules/admin-without-login.ts';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { hostControl } from '../../src/rules/host-control.ts';
import { contextOf, violationsOf } from './violations.ts';

const told = (image: string, port: number, command: string): readonly string[] =>
  violationsOf(
    adminWithoutLogin,
    `services: { a: { image: "${image}", command: ${JSON.stringify(command)}, ports: ["${String(port)}:${String(port)}"] } }`,
  ).map(({ severity, message }) => `${severity ?? 'high'}: ${/gets there (.*)\.$/.exec(message)?.[1] ?? message}`);

describe('what software answers is that of the part that its command line names', () => {
  test.each([
    ['grafana/tempo:2', 3200, '-config.file=/t.yaml', 'medium: reads all traces'],
    ['grafana/tempo:2', 3200, '-target=query-frontend -config.file=/t.yaml', 'medium: reads all traces'],
    ['grafana/tempo:2', 3200, '-target=distributor,querier', 'medium: reads all traces'],
    ['grafana/tempo:2', 4318, '-target=distributor', 'medium: can write traces of their own'],
    ['grafana/loki:3', 3100, '-target=read', 'medium: reads all logs, and writes others'],
    ['grafana/loki:3', 3100, '-target=write', 'medium: can write logs of their own'],
    ['grafana/loki:3', 3100, '--target ingester', 'medium: can write logs of their own'],
    ['grafana/mimir', 8080, '-target=distributor', 'medium: can write metrics of their own'],
    ['quay.io/thanos/thanos:v0.37', 10902, 'query --endpoint=store:10901', 'medium: reads all metrics'],
    ['thanosio/thanos', 19291, 'receive --tsdb.path=/d', 'medium: can write metrics of their own'],
  ])('%s at %d with %s', (image, port, command, expected) => {
    expect(told(image, port, command)).toEqual([expected]);
  });

  test.each([
    ['grafana/tempo:2', 3200, '-target=live-store'],
    ['grafana/tempo:2', 3200, '-target=block-builder'],
    ['grafana/tempo:2', 3200, '-target=backend-scheduler'],
    ['grafana/loki:3', 3100, '-target=compactor'],
    ['grafana/mimir', 8080, '-target=store-gateway'],
    ['thanosio/thanos', 10902, 'sidecar --prometheus.url=http://p:9090'],
    ['thanosio/thanos', 10902, 'compact --wait'],
  ])('nothing is told of %s at %d with %s', (image, port, command) => {
    expect(told(image, port, command)).toEqual([]);
  });
});

describe('caught mail that everybody may read', () => {
  const MAILS = 'medium: reads every mail the stack sends, resets included';
  test.each([
    ['mailhog/mailhog', 8025],
    ['axllent/mailpit:latest', 8025],
    ['maildev/maildev', 1080],
    ['rnwood/smtp4dev', 80],
    ['sj26/mailcatcher', 1080],
  ])('%s', (image, port) => {
    expect(told(image, port, '')).toEqual([MAILS]);
    expect(told(image, 1025, '')).toEqual([]);
  });

  test.each([
    ['axllent/mailpit', 8025, '--ui-auth-file /auth'],
    ['mailhog/mailhog', 8025, '-auth-file=/auth'],
    ['maildev/maildev', 1080, '--web-user a --web-pass b'],
  ])('%s with a login', (image, port, command) => {
    expect(told(image, port, command)).toEqual([]);
  });
});

describe('a debugger whose port is published', () => {
  test.each([
    [9229, 'nodemon --inspect=0.0.0.0 server.js'],
    [9230, 'node --inspect-brk=0.0.0.0:9230 server.js'],
    [9229, 'sh -c "node --inspect=[::]:9229 a.js"'],
    [2345, 'dlv debug --headless --listen=:2345 ./cmd'],
    [40000, 'dlv --listen=0.0.0.0:40000 --headless=true exec /app'],
    [5678, 'python -m debugpy --listen 0.0.0.0:5678 -m app'],
    [5005, 'java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005 -jar a.jar'],
    [1234, 'gdbserver :1234 /app'],
  ])('at %d by %s', (port, command) => {
    expect(told('example/app', port, command)).toEqual(['high: can run any code in it']);
    expect(told('example/app', 8080, command)).toEqual([]);
  });

  test.each([
    [9229, 'node --inspect server.js'],
    [9229, 'node --inspect=127.0.0.1:9229 server.js'],
    [2345, 'dlv debug --listen=127.0.0.1:2345 ./cmd'],
    [5678, 'python -m debugpy --listen 5678 -m app'],
    [5005, 'java -agentlib:jdwp=transport=dt_socket,server=n,address=*:5005 -jar a.jar'],
    [5005, 'java -agentlib:jdwp=transport=dt_socket,server=y,address=localhost:5005 -jar a.jar'],
  ])('not at %d by %s, where it listens for nobody else', (port, command) => {
    expect(told('example/app', port, command)).toEqual([]);
  });

  test('by a variable of the runtime, or by the command of a Dockerfile', () => {
    const files = (compose: string, dockerfile: string): readonly string[] => {
      const { context } = contextOf({ 'compose.yaml': compose, Dockerfile: dockerfile });
      return [...adminWithoutLogin.check(context)].map(({ message }) => message);
    };
    const variable =
      'services: { a: { image: x, ports: ["9229:9229"], environment: { NODE_OPTIONS: "--inspect=0.0.0.0:9229" } } }';
    expect(files(variable, '')).toEqual([
      '`a` is open on port 9229 to every machine that reaches the host: the debugger of Node.js asks nobody who they are, and whoever gets there can run any code in it.',
    ]);
    const built = 'services: { a: { build: ., ports: ["9229:9229"] } }';
    expect(files(built, 'FROM node:24\nCMD ["node", "--inspect=0.0.0.0", "a.js"]')).toHaveLength(1);
    expect(files(built, 'FROM node:24\nCMD ["node", "a.js"]')).toHaveLength(0);
  });
});

test('the shared memory of the host alone is no way to take it over', () => {
  const severities = (more: string): readonly (string | null)[] =>
    violationsOf(hostControl, `services: { a: { image: x, ipc: host, ports: ["80:80"]${more} } }`).map(
      ({ severity }) => severity,
    );
  expect(severities('')).toEqual(['medium']);
  expect(severities(', privileged: true')).toEqual(['critical']);
  expect(severities(', pid: host')).toEqual(['critical']);
});

test.each([
  ['postgres:17', 'postgres -c fsync=off -c full_page_writes=off', 'low'],
  ['postgres:17', 'postgres -F', 'low'],
  ['mysql:8.4', '--innodb-flush-log-at-trx-commit=0', 'low'],
  ['mariadb:11', '--innodb_flush_log_at_trx_commit=0', 'low'],
  ['mongo:4.0', 'mongod --nojournal', 'low'],
  ['postgres:17', 'postgres -c fsync=on', null],
  ['postgres:17', 'postgres -c synchronous_commit=off', null],
  ['mysql:8.4', '--innodb-flush-log-at-trx-commit=1', null],
])('who tells %s by `%s` not to write its data has less to lose', (image, command, severity) => {
  const [violation] = violationsOf(
    dataNotPersistent,
    `services: { db: { image: "${image}", command: "${command}", restart: always } }`,
  );
  expect(violation?.severity).toBe(severity);
});
