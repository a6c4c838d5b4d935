import { describe, expect, test } from 'vitest';
import { adminWithoutLogin } from '../../src/rules/admin-without-login.ts';
import { dataPublished } from '../../src/rules/data-published.ts';
import { hostControl } from '../../src/rules/host-control.ts';
import { reportOnFiles } from '../review/reviewed.ts';
import { shownFix } from './fixed.ts';
import { violationsOf } from './violations.ts';

const database = (port: string, deploy = ''): string => `services:
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "postgres://db/shop" }
  db:
    image: postgres:17
    ports: ["${port}"]
    volumes: [data:/var/lib/postgresql/data]
${deploy}volumes:
  data:
`;
const PINNED = '    deploy: { placement: { constraints: ["node.role == manager"] } }\n';
const DEPLOYED = { 'deploy.sh': 'docker stack deploy -c compose.yaml shop\n' };

describe('a swarm publishes on every address', () => {
  test.each([
    ['a placement', PINNED],
    ['a copy on every node', '    deploy: { mode: global }\n'],
    ['labels of the service', '    deploy: { labels: ["traefik.enable=false"] }\n'],
    ['a proxy that asks the swarm', '  proxy:\n    image: traefik:v3\n    command: ["--providers.swarm=true"]\n'],
  ])('by %s a port is left out, not bound to 127.0.0.1', (_, deploy) => {
    const text = database('5432:5432', deploy);
    const [found] = violationsOf(dataPublished, text);
    expect(found?.fix.summary).toBe('Leave the port out.');
    expect(shownFix(found, text)).toContain('-    ports: ["5432:5432"]');
    expect(shownFix(found, text)).not.toContain('127.0.0.1');
  });

  test('what Compose starts is bound to 127.0.0.1', () => {
    const text = database('5432:5432', '    deploy: { resources: { limits: { memory: 1G } } }\n');
    expect(shownFix(violationsOf(dataPublished, text)[0], text)).toContain('127.0.0.1:5432:5432');
  });

  test('the one entry of several that is meant is left out', () => {
    const text = `services:\n  a:\n    image: prom/prometheus\n    ports:\n      - "9090:9090"\n      - "8443:8443"\n${PINNED}`;
    const fix = shownFix(violationsOf(adminWithoutLogin, text)[0], text);
    expect(fix).toContain('-      - "9090:9090"');
    expect(fix).not.toContain('-      - "8443:8443"');
  });

  test('what a call deploys is open on every address whatever the entry says, and the patch that ends it leaves it out', () => {
    const report = reportOnFiles({ 'compose.yaml': database('127.0.0.1:5432:5432'), ...DEPLOYED });
    expect(report.findings.map(({ rule }) => rule)).toContain('data-published');
    expect(report.causes[0]?.fix.patch).toContain('-    ports: ["127.0.0.1:5432:5432"]');
    expect(report.diagnostics.map(({ code }) => code)).toContain('host-address-ignored');
  });

  test('what only may be deployed is open to the host alone, and it is said', () => {
    const report = reportOnFiles({ 'compose.yaml': database('127.0.0.1:5432:5432', PINNED) });
    expect(report.findings.map(({ rule }) => rule)).not.toContain('data-published');
    expect(report.diagnostics).toMatchObject([{ code: 'host-address-ignored', severity: 'warning' }]);
    expect(reportOnFiles({ 'compose.yaml': database('127.0.0.1:5432:5432') }).diagnostics).toEqual([]);
    expect(reportOnFiles({ 'compose.yaml': database('0.0.0.0:5432:5432', PINNED) }).diagnostics).toEqual([]);
  });
});

describe('a filter in front of the Docker socket in a swarm', () => {
  const home = (deploy: string): string =>
    `services:\n  home:\n    image: amir20/dozzle:v8\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]\n    deploy: ${deploy}\n`;

  test('runs where its client runs', () => {
    const text = home('{ placement: { constraints: ["node.role == manager"] } }');
    const fix = shownFix(violationsOf(hostControl, text)[0], text);
    expect(fix).toMatch(/^\+ .*constraints: \["node\.role == manager"\]/m);
  });

  test('is of no use to what runs on every node', () => {
    const [found] = violationsOf(hostControl, home('{ mode: global }'));
    expect(found?.fix.edits).toEqual([]);
    expect(found?.fix.caveat).toContain('runs on every node');
  });
});

describe('a folder around the Docker socket', () => {
  const collector = (more: string, ports = ''): string =>
    `services:\n  a:\n    image: gcr.io/cadvisor/cadvisor:v0.49.1\n    command: [--docker_only]\n${ports}    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n      - ${more}\n`;

  test.each(['/:/rootfs:ro', '/var:/host/var:ro'])('%s leaves nothing for a filter to end', (mount) => {
    const [found] = violationsOf(hostControl, collector(mount));
    expect(found?.fix.edits).toEqual([]);
    expect(found?.fix.caveat).toContain('a proxy alone would end nothing');
  });

  test('of a collector that others reach, the port comes first', () => {
    const [found] = violationsOf(hostControl, collector('/:/rootfs:ro', '    ports: ["8080:8080"]\n'));
    expect(found?.fix.summary).toMatch(/^Bind the port to 127\.0\.0\.1, or leave it out; then mount only/);
  });

  test('another folder does not matter', () => {
    const text = collector('/sys:/sys:ro');
    expect(shownFix(violationsOf(hostControl, text)[0], text)).toContain('tecnativa/docker-socket-proxy');
  });
});
