import { describe, expect, test } from 'vitest';
import { adminPublished } from '../../src/rules/admin-published.ts';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { dataPublished } from '../../src/rules/data-published.ts';
import { hostControl } from '../../src/rules/host-control.ts';
import { hostPathMounted } from '../../src/rules/host-path-mounted.ts';
import { hostNetwork } from '../../src/rules/host-network.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { contextOf, violationsOf } from './violations.ts';

const SOCKET = 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]';

const severities = (rule: Rule, compose: string): readonly string[] =>
  violationsOf(rule, compose).map(({ severity }) => severity ?? String(rule.severity));

describe('control of the host is critical only where somebody outside is known to get an answer', () => {
  test.each([
    ['a published port', 'ports: ["8080:8080"]', 'critical'],
    ['a port of this machine alone', 'ports: ["127.0.0.1:8080:8080"]', 'high'],
    ['a port that only containers and the host get to', 'ports: ["172.17.0.1:8080:8080"]', 'high'],
    ['the network of the host, on which it may open nothing', 'network_mode: host', 'high'],
    ['the network of the host and a port of 127.0.0.1', 'network_mode: host, command: --listen=127.0.0.1:80', 'high'],
  ])('%s', (_what, where, severity) => {
    expect(severities(hostControl, `services: { a: { image: example/a, ${SOCKET}, ${where} } }`)).toEqual([severity]);
  });
});

test('what is told to listen on 127.0.0.1 is not open on the network of the host', () => {
  const stack = (bind: string): string =>
    `services: { db: { image: redis:8, network_mode: host, command: redis-server ${bind} } }`;
  expect(severities(dataPublished, stack('--bind 127.0.0.1 ::1'))).toEqual([]);
  expect(severities(hostNetwork, stack('--bind 127.0.0.1 ::1'))).toEqual(['medium']);
  expect(severities(dataPublished, stack('--bind 127.0.0.1 10.0.0.5'))).toEqual(['high']);
  expect(severities(dataPublished, stack('--requirepass x'))).toEqual(['high']);
});

test('a console at the address of a bridge is not open to other machines', () => {
  expect(severities(adminPublished, 'services: { a: { image: adminer, ports: ["172.17.0.1:80:8080"] } }')).toEqual([]);
});

test('a watcher of the host can see and signal host processes for its work', () => {
  expect(severities(hostControl, 'services: { a: { image: prom/node-exporter, pid: host } }')).toEqual(['low']);
  expect(severities(hostControl, 'services: { a: { image: example/a, pid: host } }')).toEqual(['high']);
  expect(
    severities(hostControl, 'services: { a: { image: prom/node-exporter, pid: host, privileged: true } }'),
  ).toEqual(['high']);
});

describe('who starts containers keeps the engine', () => {
  test.each([
    'containrrr/watchtower',
    'mcuadros/ofelia',
    'kestra/kestra',
    'gitlab/gitlab-runner',
    'portainer/portainer-ce',
  ])('%s', (image) => {
    const [violation] = violationsOf(hostControl, `services: { a: { image: ${image}, ${SOCKET} } }`);
    expect(violation?.fix.summary).toMatch(/is root by design: keep it alone on its networks, or allow it/);
    expect(violation?.fix.edits).toEqual([]);
  });

  test('privileged mode of an engine in a container, and an executor of its own image', () => {
    const compose = `services: { a: { image: "docker:28-dind", privileged: true }, job-executor: { build: ., ${SOCKET} }, other: { build: ., ${SOCKET} } }`;
    const summaries = violationsOf(hostControl, compose).map(({ fix }) => fix.summary);
    expect(summaries.map((summary) => summary.includes('by design'))).toEqual([true, true, false]);
  });
});

test('data that need not last is low at most, and no data of a test is told', () => {
  const stack = (name: string, more: string): string =>
    `name: ${name}\nservices: { db: { image: "postgres:16"${more} } }`;
  expect(severities(dataNotPersistent, stack('shop', ''))).toEqual(['medium']);
  expect(severities(dataNotPersistent, stack('shop', ', tmpfs: /var/lib/postgresql/data'))).toEqual(['low']);
  expect(severities(dataNotPersistent, stack('shop-dev', ''))).toEqual(['low']);
  expect(severities(dataNotPersistent, stack('shop-dev', ', restart: always'))).toEqual(['medium']);
  expect(severities(dataNotPersistent, stack('shop-e2e', ', restart: always'))).toEqual(['low']);
  expect(severities(dataNotPersistent, stack('shop-e2e', ''))).toEqual([]);
  const broker = (more: string): string =>
    `services: { mq: { image: "rabbitmq:4"${more} }, web: { image: "node:24" } }`;
  expect(severities(dataNotPersistent, broker(''))).toEqual(['low']);
  expect(severities(dataNotPersistent, broker(', restart: always'))).toEqual(['medium']);
});

test('a folder at the root of the host is told once a variable, and not where a sample sets it', () => {
  const compose =
    'services: { a: { image: x, volumes: ["${ROOT_OF_ALL}/a:/a"] }, b: { image: y, volumes: ["${ROOT_OF_ALL}/b:/b"] } }';
  const told = (files: Readonly<Record<string, string>>): readonly string[] =>
    [...hostPathMounted.check(contextOf({ 'compose.yaml': compose, ...files }).context)].map(({ message }) => message);
  expect(told({})).toEqual([
    '`a` and `b` mount `/a` and more at the root of the host: `ROOT_OF_ALL`, which the path begins with, is not set.',
  ]);
  expect(told({ '.env.example': 'ROOT_OF_ALL=./data\n' })).toEqual([]);
  expect(told({ '.env': 'ROOT_OF_ALL=/srv\n' })).toEqual([]);
});
