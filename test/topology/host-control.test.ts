import { expect, test } from 'vitest';
import { sensitivePath } from '../../src/engines/host/sensitive-paths.ts';
import { EVERY_MEANS, shortestPath } from '../../src/flows/paths.ts';
import { between, lines, node, stack } from './stacks.ts';

function controls(section: string): readonly string[] {
  const built = stack(
    section.startsWith('{')
      ? `services:\n  a:\n    <<: ${section}\n    image: x\n`
      : `services:\n  a:\n    image: x\n    ${section}\n`,
  );
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
  ['volumes: ["//var/run/docker.sock:/s"]', 'the Docker socket'],
  ['volumes: ["/var/run/../run/./docker.sock:/s"]', 'the Docker socket'],
  ['volumes: ["/run/:/host-run"]', 'the Docker socket'],
  ['volumes: ["/etc/.:/host-etc"]', 'host path /etc'],
  ['volumes: ["/run/user/1000/docker.sock:/s"]', 'the Docker socket'],
  ['volumes: ["~/.colima/default/docker.sock:/s"]', 'the Docker socket'],
  ['volumes: ["/run/k3s/containerd/containerd.sock:/s"]', 'the containerd socket'],
  ['volumes: ["/srv/engine/api:/var/run/docker.sock"]', 'the Docker socket'],
  ["volumes: ['\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine']", 'the Docker socket'],
  ['volumes: ["//./pipe/docker_engine://./pipe/docker_engine"]', 'the Docker socket'],
  ['cap_add: [all]', 'capability ALL'],
  ['devices: ["//dev/./sda:/dev/x"]', 'device /dev/sda'],
  ['devices: [{ source: "/dev/block/8:0", target: /dev/x }]', 'device /dev/block/8:0'],
  ['devices: ["/dev/zvol/tank/vm:/dev/x"]', 'device /dev/zvol/tank/vm'],
  ['devices: ["/dev/mmcblk0boot0"]', 'device /dev/mmcblk0boot0'],
  ['devices: ["/dev/sg0:/dev/x"]', 'device /dev/sg0'],
  ['devices: ["/dev/ubuntu-vg/ubuntu-lv"]', 'device /dev/ubuntu-vg/ubuntu-lv'],
  ['device_cgroup_rules: ["c 1:1 rw"]', 'device rule c 1:1 rw'],
  ['volumes: ["/proc/1/root/etc:/x"]', 'host path /etc'],
  ['volumes: ["/run/user/1000:/x:ro"]', 'host path /run/user/1000'],
  ['volumes: ["/var/lib/incus:/x:ro"]', 'the Incus socket'],
  ['volumes: ["/run/libvirt/libvirt-sock:/x"]', 'the libvirt socket'],
  ['devices: ["/dev/bsg"]', 'device /dev/bsg'],
  ['devices: ["/dev/char/21:0"]', 'device /dev/char/21:0'],
  ['security_opt: ["systempaths=unconfined"]', 'writable system paths'],
  ['pre_stop: [{ command: x, privileged: true }]', 'a privileged pre_stop hook'],
  ['build: { context: ., entitlements: [security.insecure] }', 'a privileged build'],
  ['device_cgroup_rules: ["b 8:* rmw"]', 'device rule b 8:* rmw'],
  ['device_cgroup_rules: ["a *:* r"]', 'device rule a *:* r'],
  ['{ device_cgroup_rules: ["b 259:0 r"], cap_drop: [ALL], cap_add: [mknod] }', 'device rule b 259:0 r'],
])('%s controls the host through %s', (section, by) => {
  expect(controls(section)).toEqual([by]);
});

test.each([
  'volumes: ["/etc:/host-etc:ro"]',
  'volumes: ["/etc/localtime:/etc/localtime"]',
  'volumes: ["/srv/data:/data"]',
  'volumes: ["/home/me/media:/media"]',
  'cap_add: [NET_ADMIN, SYS_PTRACE]',
  'cap_add: [NET_BIND_SERVICE, MKNOD]',
  'devices: ["/dev/dri:/dev/dri", "/dev/net/tun"]',
  'privileged: false',
  'post_start: [{ command: x, user: root }]',
  'volumes: ["/run/libvirt/libvirt-sock-ro:/x"]',
  'volumes: ["/proc/1/roots:/x:ro"]',
  'devices: ["/dev/bus/usb", "/dev/vfio/12", "/dev/dri/card0"]',
  'volumes: ["/var/run/docker.sock"]',
  'volumes: ["./docker.sock:/var/run/docker.sock"]',
  'volumes: ["/srv/docker_engine:/x"]',
  'volumes: ["/usr/bin/docker:/usr/bin/docker:ro"]',
  'devices: ["/dev/hdmi0", "/dev/sdcard", "/dev/sr0", "/dev/zero", "/dev/mtd0", "/dev/mapper/control", "vendor.com/gpu=all"]',
  'device_cgroup_rules: ["c 189:* rmw", "b 11:0 r", "b 8:0 m"]',
  '{ device_cgroup_rules: ["b 8:* rmw"], cap_drop: [ALL] }',
])('%s does not', (section) => {
  expect(controls(section)).toEqual([]);
});

test('the line that gives it is the evidence', () => {
  const built = stack('services:\n  a:\n    image: x\n    privileged: true\n');
  const [flow] = between(built, 'a', 'host');
  expect(flow && lines(flow)).toEqual(['shop/compose.yaml:4 a has privileged mode']);
});

test('a volume that is a folder of the host by another name, and mounts taken from others, count', () => {
  const built = stack(`
services:
  a: { image: x, volumes: [engine:/engine:ro] }
  b: { image: x, volumes_from: [a] }
  c: { image: x, volumes: [files:/files] }
volumes:
  engine: { driver_opts: { type: none, o: bind, device: /run } }
  files: { driver_opts: { type: nfs, o: addr=192.0.2.1, device: ":/etc" } }
`);
  const by = ['a', 'b', 'c'].map((name) => between(built, name, 'host').map(({ means }) => means));
  const socket = [{ kind: 'host-control', by: 'the Docker socket' }];
  expect(by).toEqual([socket, socket, []]);
});

test("a rule for disks is of use where the host's devices are mounted", () => {
  const section = '{ device_cgroup_rules: ["b 8:* r"], cap_drop: [ALL], volumes: ["/dev:/dev:ro"] }';
  expect(controls(section)).toEqual(['device rule b 8:* r']);
});

test('the socket may be given as a config or secret', () => {
  const built = stack(`
services:
  a: { image: x, secrets: [engine] }
  b: { image: x, configs: [{ source: engine, target: /var/run/docker.sock }] }
  c: { image: x, secrets: [key] }
secrets: { engine: { file: /var/run/docker.sock }, key: { file: ~/.ssh/id_ed25519 } }
configs: { engine: { file: /run/docker.sock } }
`);
  const by = ['a', 'b', 'c'].map((name) => between(built, name, 'host').map(({ means }) => means));
  const socket = [{ kind: 'host-control', by: 'the Docker socket' }];
  expect(by).toEqual([socket, socket, []]);
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
  ['/', 'the whole host and its sockets'],
  ['/etc/shadow', 'accounts, passwords or what the host runs by itself'],
  ['/home/me', "users' files and keys"],
  ['/srv/app/.ssh/id', 'SSH keys'],
  ['~/.kube/config', 'credentials of clusters'],
  ['/home/me/.config/gcloud', 'credentials of cloud accounts'],
  ['/usr/sbin/cron', 'programs that the host runs'],
  ['/usr/lib/modules/6.1.0', 'modules that the kernel loads'],
  ['/etc/udev/rules.d', 'what the host runs by itself'],
  ['/run/systemd/private', 'the control of every service of the host'],
])('%s is sensitive: it holds %s', (path, holds) => {
  expect(sensitivePath(path)?.holds).toBe(holds);
});

test.each([
  '/etc/localtime',
  '/usr/lib/python3',
  '/usr/local/bin/own.sh',
  '/run/systemd/resolve',
  '/home/me/photos',
  '/opt/app',
  '/var/lib/postgresql',
  '/dev/dri',
])('%s is not sensitive', (path) => {
  expect(sensitivePath(path)).toBeNull();
});
