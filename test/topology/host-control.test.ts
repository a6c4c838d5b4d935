import { expect, test } from 'vitest';
import { sensitivePath } from '../../src/topology/host-access.ts';
import { EVERY_MEANS, shortestPath } from '../../src/topology/paths.ts';
import { between, lines, node, stack } from './stacks.ts';

function controls(section: string): readonly string[] {
  const built = stack(`services:\n  a:\n    image: x\n    ${section}\n`);
  return between(built, 'a', 'host').flatMap(({ means }) => (means.kind === 'host-control' ? [means.by] : []));
}

test.each([
  ['volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]', 'the Docker socket'],
  ['volumes: ["/var/run:/host-run"]', 'the Docker socket'],
  ['use_api_socket: true', 'the Docker socket'],
  ['privileged: true', 'privileged mode'],
  ['pid: host', "the host's processes"],
  ['ipc: host', "the host's shared memory"],
  ['userns_mode: host', "the host's user ids"],
  ['cap_add: [CAP_SYS_ADMIN]', 'capability SYS_ADMIN'],
  ['devices: ["/dev/sda:/dev/sda"]', 'device /dev/sda'],
  ['volumes: ["/:/host"]', 'host path /'],
  ['volumes: ["/etc:/host-etc"]', 'host path /etc'],
  ['volumes: ["/root/.ssh:/ssh"]', 'host path /root/.ssh'],
])('%s controls the host through %s', (section, by) => {
  expect(controls(section)).toEqual([by]);
});

test.each([
  'volumes: ["/etc:/host-etc:ro"]',
  'volumes: ["/etc/localtime:/etc/localtime"]',
  'volumes: ["/srv/data:/data"]',
  'volumes: ["/home/me/media:/media"]',
  'cap_add: [NET_ADMIN, SYS_PTRACE]',
  'devices: ["/dev/dri:/dev/dri", "/dev/net/tun"]',
  'privileged: false',
])('%s does not', (section) => {
  expect(controls(section)).toEqual([]);
});

test('the line that gives it is the evidence', () => {
  const built = stack('services:\n  a:\n    image: x\n    privileged: true\n');
  const [flow] = between(built, 'a', 'host');
  expect(flow && lines(flow)).toEqual(['shop/compose.yaml:4 a has privileged mode']);
});

test('from the host every container is held, also one without a network', () => {
  const built = stack(`
services:
  a: { image: x, privileged: true }
  b: { image: x, network_mode: none }
`);
  expect(shortestPath(built.flows, node('a'), node('b'))).toBeNull();
  const path = shortestPath(built.flows, node('a'), node('b'), { means: EVERY_MEANS });
  expect(path?.hops.map(({ to }) => to)).toEqual(['host', node('b')]);
  expect(path?.pivots).toBe(1);
});

test.each([
  ['/', 'the whole host'],
  ['/etc/shadow', 'accounts, passwords or what the host runs by itself'],
  ['/home/me', "users' files and keys"],
  ['/srv/app/.ssh/id', 'SSH keys'],
])('%s is sensitive: it holds %s', (path, holds) => {
  expect(sensitivePath(path)?.holds).toBe(holds);
});

test.each(['/etc/localtime', '/home/me/photos', '/opt/app', '/var/lib/postgresql', '/dev/dri'])(
  '%s is not sensitive',
  (path) => {
    expect(sensitivePath(path)).toBeNull();
  },
);
