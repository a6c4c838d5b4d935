import { expect, test } from 'vitest';
import { engine, stack } from './stacks.ts';

function refused(files: string | Record<string, string>): readonly string[] {
  return stack(files)
    .diagnostics.filter(({ code }) => code === 'docker-refuses')
    .map(
      ({ severity, message, at }) => `${severity} ${String(at.line)} ${message.replace('Docker refuses this: ', '')}`,
    );
}

test('a host port that two services publish, at the second', () => {
  const text = `
services:
  a:
    image: x
    ports:
      - "80:80"
  b:
    image: x
    ports:
      - "80:8080"
`;
  expect(refused(text)).toEqual([
    'warning 10 host port 80/tcp of `b` is taken by `a` already. Publish one of them elsewhere.',
  ]);
});

test.each([
  ['at different addresses', '"127.0.0.1:80:80"', '"127.0.0.2:80:80"'],
  ['of different protocols', '"80:80"', '"80:80/udp"'],
  ['picked by the engine', '"80"', '"80"'],
])('ports %s are both served', (_, a, b) => {
  expect(refused(`services: { a: { image: x, ports: [${a}] }, b: { image: x, ports: [${b}] } }`)).toEqual([]);
});

test('a port that the engine does not serve takes no host port', () => {
  const text = `
services: { a: { image: x, ports: ["80:80"] }, b: { image: x, networks: [i], ports: ["80:80"] } }
networks: { i: { internal: true } }
`;
  expect(refused(text)).toEqual([]);
});

test('between projects it is a warning: they need not run side by side', () => {
  const text = 'services: { a: { image: x, ports: ["80:80"] } }';
  expect(refused({ one: text, two: text })).toEqual([
    'warning 1 host port 80/tcp of `a` is taken by `a` already. Publish one of them elsewhere.',
  ]);
});

test.each(['ports: ["80:80"]', 'expose: ["80"]', 'hostname: me', 'extra_hosts: ["a:10.0.0.1"]', 'dns: 10.0.0.1'])(
  'a container in the network of another with %s',
  (section) => {
    const text = `services:\n  x: { image: x }\n  s:\n    image: x\n    network_mode: service:x\n    ${section}\n`;
    expect(refused(text)).toHaveLength(1);
  },
);

test.each(['driver: host', 'driver: none', 'driver: overlay'])('a network with %s', (section) => {
  const text = `services: { a: { image: x, networks: [n] } }\nnetworks:\n  n:\n    ${section}\n`;
  expect(refused(text)).toEqual([expect.stringMatching(/^error 4 /)]);
});

test('a network that nobody uses is not created, and so not refused', () => {
  expect(refused('services: { a: { image: x } }\nnetworks: { n: { driver: overlay } }')).toEqual([]);
});

test('the isolated mode outside internal networks, on engines that know it', () => {
  const text = `
services: { a: { image: x, networks: [n] } }
networks: { n: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated } } }
`;
  expect(refused(text)).toHaveLength(1);
  expect(stack(text, engine({ version: { major: 26, minor: 1 } })).diagnostics).toEqual([]);
});

test('an external network that the policy does not describe is said to be assumed', () => {
  const text = 'services:\n  a: { image: x, networks: [n] }\nnetworks:\n  n: { external: true }\n';
  expect(stack(text).diagnostics.map(({ code, at }) => `${code} ${String(at.line)}`)).toEqual([
    'external-network-assumed 4',
  ]);
});

test('the network of a container that no file declares is not known', () => {
  const text = 'services: { a: { image: x, network_mode: "container:elsewhere" } }';
  expect(stack(text).diagnostics.map(({ code }) => code)).toEqual(['unknown-container']);
});

test.each([
  ['an option that is neither true nor false', 'driver_opts: { com.docker.network.bridge.enable_icc: "nope" }'],
  ['a gateway mode that does not exist', 'driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: natt }'],
  ['a name of an interface that is too long', 'driver_opts: { com.docker.network.bridge.name: br-averyveryverylong }'],
  ['a gateway outside the subnet', 'ipam: { config: [{ subnet: 172.30.1.0/24, gateway: 172.31.1.1 }] }'],
  ['a subnet that begins in its middle', 'ipam: { config: [{ subnet: 172.30.1.5/24 }] }'],
  ['two subnets of IPv4', 'ipam: { config: [{ subnet: 172.30.1.0/24 }, { subnet: 172.30.2.0/24 }] }'],
  ['no addresses', 'enable_ipv4: false'],
  ['the name of one of the engine', 'name: host'],
])('a network with %s', (_, section) => {
  const text = `services: { a: { image: x, networks: [n] } }\nnetworks:\n  n:\n    ${section}\n`;
  expect(refused(text)).toHaveLength(1);
});

test('an option of bridges means nothing to another driver', () => {
  const text = `
services: { a: { image: x, networks: [n] } }
networks: { n: { driver: macvlan, driver_opts: { parent: eth0, com.docker.network.bridge.gateway_mode_ipv4: isolated } } }
`;
  expect(refused(text)).toEqual([]);
});

test('subnets that overlap, at the one that begins later', () => {
  const text = `
services: { a: { image: x, networks: [n, m] } }
networks:
  n: { ipam: { config: [{ subnet: 172.30.0.0/16 }] } }
  m: { ipam: { config: [{ subnet: 172.30.1.0/24 }] } }
`;
  expect(refused(text)).toEqual(['error 5 subnet `172.30.1.0/24` of network `shop_m` overlaps with that of `shop_n`.']);
});

test('an address that nobody can have: outside, taken, reserved', () => {
  const text = `
services:
  a: { image: x, networks: { n: { ipv4_address: 10.9.9.9 } } }
  b: { image: x, networks: { n: { ipv4_address: 172.30.1.5 } } }
  c: { image: x, networks: { n: { ipv4_address: 172.30.1.5 } } }
  d: { image: x, networks: { n: { ipv4_address: 172.30.1.1 } } }
networks: { n: { ipam: { config: [{ subnet: 172.30.1.0/24 }] } } }
`;
  expect(refused(text)).toEqual([
    'error 3 address `10.9.9.9` of `a` is in no subnet that network `n` states.',
    'error 5 address `172.30.1.5` of `c` is taken by `b`.',
    'error 6 address `172.30.1.1` of `d` is taken by the gateway.',
  ]);
});

test.each([
  ['one host port', '"80:80"', 1],
  ['a range', '"80-81:80"', 0],
  ['one that the engine picks', '"80"', 0],
])('two containers of a service with %s', (_, port, count) => {
  expect(refused(`services: { a: { image: x, ports: [${port}], deploy: { replicas: 2 } } }`)).toHaveLength(count);
});

test.each([
  ['a MAC address of four bytes', 'mac_address: "02:42:ac:11"'],
  ['a MAC address of a group', 'mac_address: "01:42:ac:11:65:43"'],
  ['a name server that is a name', 'dns: dns.example'],
  ['a name where extra_hosts needs an address', 'extra_hosts: ["a:b"]'],
  ['an unknown capability', 'cap_add: [NET_ADMINISTRATOR]'],
  ['everything with CAP_ in front', 'cap_add: [CAP_ALL]'],
  ['a hostname beside that of the host', 'uts: host\n    hostname: me'],
  [
    'a setting of networks beside the network of the host',
    'network_mode: host\n    sysctls: { net.ipv4.ip_forward: 1 }',
  ],
])('%s', (_, section) => {
  expect(refused(`services:\n  a:\n    image: x\n    ${section}\n`)).toHaveLength(1);
});

test.each([
  ['with dashes', 'mac_address: "02-42-ac-11-65-43"'],
  ['that no network has', 'mac_address: zz\n    network_mode: none'],
])('a MAC address %s', (_, section) => {
  expect(refused(`services:\n  a:\n    image: x\n    ${section}\n`)).toEqual([]);
});

test('a link from the default bridge of the engine to a service that is not on it', () => {
  const text = `
services:
  a: { image: x, network_mode: bridge, links: [b, c] }
  b: { image: x }
  c: { image: x, network_mode: bridge }
`;
  expect(refused(text)).toEqual([
    "error 3 `a` has a link to `b`, which is not on the engine's default bridge with it.",
  ]);
});

test('the network of a service without containers', () => {
  const text = 'services: { a: { image: x, network_mode: "service:b" }, b: { image: x, scale: 0 } }';
  expect(refused(text)).toHaveLength(1);
});

test.each([
  ['three containers and two ports', 'a: { image: x, scale: 3, ports: ["8000-8001:80"] }', 1],
  ['two containers and two ports', 'a: { image: x, scale: 2, ports: ["8000-8001:80"] }', 0],
  [
    'ports of two addresses',
    'a: { image: x, scale: 2, ports: ["127.0.0.1:8000-8001:80", "127.0.0.2:8000-8001:80"] }',
    0,
  ],
  [
    'single ports within the range, where nobody listens',
    'a: { image: x, ports: ["8000-8001:80"] }, b: { image: x, labels: { bulkhead.listens: "1" }, ports: ["8000:80", "8001:81"] }',
    1,
  ],
])('a range of host ports: %s', (_, services, count) => {
  expect(refused(`services: { ${services} }`)).toHaveLength(count);
});

test('copies of a service on the network of another have no host port of their own', () => {
  const text = 'services: { a: { image: x, ports: ["80:80"] }, b: { image: x, scale: 2, network_mode: "service:a" } }';
  expect(refused(text)).toEqual([]);
});

test('a network that two projects create is one that Compose does not share, unless all is the same', () => {
  const project = (key: string, rest = '') =>
    `services: { a: { image: x, networks: [${key}] } }\nnetworks: { ${key}: { name: common${rest} } }\n`;
  expect(refused({ one: project('n'), two: project('n') })).toEqual([]);
  expect(refused({ one: project('n'), two: project('m') })).toEqual([
    'warning 2 network `common` is created by `one` already, under the key `n`.',
  ]);
  expect(refused({ one: project('n'), two: project('n', ', internal: true') })).toEqual([
    'warning 2 network `common` is created by `one` already, with other settings. What follows assumes the more open ones.',
  ]);
});

test('IPv6 without a subnet, on engines that have none to give', () => {
  const text = (subnet: string) =>
    `services: { a: { image: x, networks: [n] } }\nnetworks: { n: { enable_ipv6: true${subnet} } }\n`;
  const old = engine({ version: { major: 26, minor: 1 } });
  expect(stack(text('')).diagnostics).toEqual([]);
  expect(stack(text(''), old).diagnostics.map(({ code }) => code)).toEqual(['docker-refuses']);
  expect(stack(text(', ipam: { config: [{ subnet: "fd00:1::/64" }] }'), old).diagnostics).toEqual([]);
});

test('services that no profile starts together may have the same host port, container name and address', () => {
  const of = (one: string, other: string) => `
services:
  a: { image: x, profiles: [${one}], container_name: same, ports: ["80:80"], networks: { i: { ipv4_address: 10.1.0.7 } } }
  b: { image: x, profiles: [${other}], container_name: same, ports: ["80:80"], networks: { i: { ipv4_address: 10.1.0.7 } } }
networks: { i: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } } }
`;
  expect(refused(of('one', 'other'))).toEqual([]);
  expect(() => refused(of('one', 'one, other'))).toThrow('The container name same is also that of the service a.');
  expect(refused(of('one', 'one, other').replaceAll('container_name: same, ', ''))).toEqual([
    'warning 4 host port 80/tcp of `b` is taken by `a` already. Publish one of them elsewhere.',
    'error 4 address `10.1.0.7` of `b` is taken by `a`.',
  ]);
});

test('more networks than the engine has address pools are told with their number', () => {
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `n${String(index)}`);
  const told = (declared: readonly string[], more = ''): readonly string[] =>
    stack(
      `services: { a: { image: x, networks: [${names(declared.length).join(', ')}] } }\nnetworks:\n${declared.join('\n')}\n${more}`,
    )
      .diagnostics.filter(({ code }) => code === 'too-few-address-pools')
      .map(({ severity, message }) => `${severity} ${message.split(':')[0] ?? ''}`);
  const plain = names(31).map((name) => `  ${name}: {}`);
  expect(told(plain)).toEqual([
    'warning 31 networks need an address pool each, and the engine has 31, of which its own bridge takes one',
  ]);
  expect(
    told(
      plain.slice(1).map((line, index) => line.replace(/n\d+/, `n${String(index)}`)),
      '  unused: {}',
    ),
  ).toEqual([]);
  const stated = '  n30: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } }';
  expect(told([...plain.slice(0, 30), stated])).toEqual([]);
  expect(told([...plain.slice(0, 30), '  n30: { external: true }'])).toEqual([]);
});

test.each([
  ['trusted-interfaces-assumed', 'driver_opts: { com.docker.network.bridge.trusted_host_interfaces: "eth1:eth2" }'],
  ['swarm-assumed', '{ driver: overlay, attachable: true }'],
])('%s: what no file says of a network is said', (code, section) => {
  const text = `services: { a: { image: x, networks: [n] } }\nnetworks:\n  n:\n    ${section}\n`;
  expect(stack(text).diagnostics.map((one) => `${one.severity} ${one.code} ${String(one.at.line)}`)).toEqual([
    `warning ${code} 4`,
  ]);
  const unused = text.replace('networks: [n]', 'network_mode: none');
  expect(stack(unused).diagnostics).toEqual([]);
});

test('trusted interfaces mean nothing to engines that pass over them', () => {
  const text =
    'services: { a: { image: x } }\nnetworks: { default: { driver_opts: { com.docker.network.bridge.trusted_host_interfaces: eth1 } } }';
  expect(stack(text, engine({ version: { major: 26, minor: 1 } })).diagnostics).toEqual([]);
});
