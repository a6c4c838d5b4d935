import { describe, expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../../src/topology/assumptions.ts';
import { explain } from '../../src/flows/explain/explain.ts';
import type { Explanation } from '../../src/flows/explain/explanation.ts';
import { endNamed } from '../../src/flows/explain/question-end.ts';
import { lines, node, stack } from './stacks.ts';

function ask(
  text: string | Record<string, string>,
  from: string,
  to: string,
  given: Partial<Assumptions> = {},
): Explanation {
  const stacks = [stack(text, given)];
  const [start, end] = [endNamed(stacks, from), endNamed(stacks, to)];
  if (start.kind !== 'found' || end.kind !== 'found') throw new Error(`${from}: ${start.kind}, ${to}: ${end.kind}`);
  return explain(stacks, start.place, end.place, { ...DEFAULT_ASSUMPTIONS, ...given });
}

const STACK = `
services:
  frontend:
    image: web
    networks:
      - front
  db:
    image: postgres
    networks: [back, data]
networks: { front: , back: , data: }
`;

describe('where there is no reach', () => {
  test('the networks of both, that nobody is on both, that nothing is published, and the nearest change', () => {
    const found = ask(STACK, 'frontend', 'db');
    expect(found.reach).toBe('none');
    expect(found.obstacles.map(({ at, note }) => `${String(at.line)} ${note}`)).toEqual([
      '6 frontend is on front',
      '9 db is on back and data',
      '7 no service is on a network of each',
      '7 db publishes nothing',
    ]);
    expect(found.opening?.at.line).toBe(6);
    expect(found.opening?.summary).toBe('add back to the networks of frontend');
  });

  test('a port bound to the loopback', () => {
    const notes = ask(
      STACK.replace('networks: [back, data]', 'networks: [back, data]\n    ports: ["127.0.0.1:5432:5432"]'),
      'frontend',
      'db',
    ).obstacles;
    expect(notes.at(-1)?.note).toBe("db publishes 127.0.0.1:5432 on the host's loopback only");
  });

  test('a port of a service that is only on internal networks', () => {
    const text = STACK.replace('networks: [back, data]', 'networks: [back]\n    ports: ["5432:5432"]').replace(
      'back: ,',
      'back: { internal: true },',
    );
    expect(ask(text, 'outside', 'db').obstacles.at(-1)?.note).toBe(
      'db publishes 5432, which the engine does not serve: it is only on internal networks',
    );
  });

  test('a network that keeps its members apart', () => {
    const text = `
services: { a: { image: x, networks: [n] }, b: { image: x, networks: [n] } }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } } }
`;
    const found = ask(text, 'a', 'b');
    expect(found.obstacles.map(({ note }) => note)).toContain(
      'a and b are both on n, which keeps its members apart (enable_icc is false)',
    );
    expect(found.opening?.summary).toBe('let the members of n talk: drop enable_icc from its driver_opts');
  });

  test('no way out of internal networks', () => {
    const text = 'services: { a: { image: x, networks: [n] } }\nnetworks: { n: { internal: true } }';
    expect(ask(text, 'a', 'outside').obstacles.map(({ note }) => note)).toContain('a is only on internal networks');
  });

  test('nothing gives control of the host, and its own network keeps it from connecting', () => {
    const cut = `
services: { db: { image: x, networks: [n] } }
networks:
  n: { internal: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated } }
`;
    const found = ask(cut, 'db', 'host');
    expect(found.reach).toBe('none');
    expect(found.obstacles.map(({ note }) => note)).toContain('nothing gives db control of the host');
    const open = ask(cut.replace('isolated', 'nat'), 'db', 'host');
    expect(open.direct.map(({ means }) => means)).toEqual([{ kind: 'to-host', at: 'own-gateway' }]);
  });
});

test('where reach takes pivots the shortest path is given, and why it is not direct', () => {
  const found = ask(
    STACK.replace('services:', 'services:\n  api: { image: api, networks: [front, back] }'),
    'frontend',
    'db',
  );
  expect(found.reach).toBe('pivot');
  expect(found.path?.hops.map(({ to }) => to)).toEqual(['service:shop/api', 'service:shop/db']);
  expect(found.obstacles.map(({ note }) => note)).toContain('only api is on a network of each');
});

test('everyone who is on a network of each is named', () => {
  const found = ask(
    STACK.replace(
      'services:',
      'services:\n  api: { image: api, networks: [front, back] }\n  worker: { image: api, networks: [front, data] }',
    ),
    'frontend',
    'db',
  );
  expect(found.obstacles.map(({ note }) => note)).toContain('only api and worker are on a network of each');
});

describe('whether the files want it', () => {
  const text = `
services:
  api: { image: api, environment: { DB_HOST: db }, depends_on: [cache] }
  db: { image: postgres }
  cache: { image: redis }
`;
  const needs = (from: string, to: string) =>
    ask(text, from, to).needs.map(({ at, note }) => `${String(at.line)} ${note}`);

  test('is told with the line', () => {
    expect(needs('api', 'db')).toEqual(['3 api names db in DB_HOST']);
    expect(needs('db', 'api')).toEqual([]);
  });

  test('of a network for all who are on it', () => {
    expect(needs('api', 'network:default')).toEqual(['3 api names db in DB_HOST', '3 api names cache in depends_on']);
  });
});

describe('the nearest change', () => {
  const opening = (text: string, from: string, to: string) => {
    const found = ask(text, from, to).opening;
    return found === null ? null : `${String(found.at.line)} ${found.summary}`;
  };

  test('of a port on the loopback leaves out the address', () => {
    const text = 'services:\n  db:\n    image: x\n    ports:\n      - "127.0.0.1:5432:5432"\n';
    expect(opening(text, 'outside', 'db')).toBe(
      '5 leave out the address in front of 127.0.0.1:5432, so that db is published on all',
    );
  });

  test('of a service on internal networks gives it another one', () => {
    const text = 'services:\n  db:\n    image: x\n    networks:\n      - n\nnetworks: { n: { internal: true } }\n';
    expect(opening(text, 'outside', 'db')).toBe('5 put db on a network that is not internal and publish a port of it');
  });

  test('of a service without a network takes its network_mode', () => {
    const text = 'services:\n  a:\n    image: x\n    network_mode: none\n  b: { image: x }\n';
    expect(opening(text, 'a', 'outside')).toBe(
      '4 take network_mode from a and put a on a network that is not internal',
    );
    expect(opening(text, 'outside', 'a')).toBe('4 take network_mode from a and publish a port of it');
    expect(opening(text, 'b', 'a')).toBe('4 take network_mode from a and add default to the networks of a');
  });

  test('of a network of another project declares it first', () => {
    const files = {
      edge: 'services: { proxy: { image: x, networks: [p] } }\nnetworks: { p: { name: common } }',
      shop: 'services: { web: { image: x, networks: [q, default] }, db: { image: x } }\nnetworks: { q: { external: true, name: common } }',
    };
    expect(ask(files, 'proxy', 'db').opening?.summary).toBe(
      'declare shop_default as an external network and add it to the networks of proxy',
    );
  });

  test('of a volume mounts it', () => {
    const text = 'services:\n  a: { image: x }\n  b:\n    image: x\n    volumes: [data:/d]\nvolumes: { data: }\n';
    const found = ask(text.replace('a: { image: x }', 'a: { image: x, network_mode: none }'), 'a', 'data');
    expect(found.obstacles.map(({ note }) => note)).toContain('volume data is mounted by b at /d');
    expect(found.opening?.summary).toBe('mount volume data into a');
  });
});

describe('several stacks', () => {
  const one = stack({ one: 'services: { a: { image: x } }' });
  const two = stack({
    two: 'services: { b: { image: x, ports: ["80:80"], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] } }',
  });
  const between = (from: string, to: string, stacks = [one, two]) => {
    const [start, end] = [endNamed(stacks, from), endNamed(stacks, to)];
    if (start.kind !== 'found' || end.kind !== 'found') throw new Error('no such place');
    return explain(stacks, start.place, end.place, DEFAULT_ASSUMPTIONS);
  };

  test('are all searched for a way from outside to the host', () => {
    expect(between('outside', 'host')).toMatchObject({ reach: 'pivot', path: { pivots: 1 } });
    expect(between('outside', 'host', [two, one])).toMatchObject({ reach: 'pivot', path: { pivots: 1 } });
  });

  test('are apart, which is said with the projects, and joined by an external network', () => {
    const { obstacles, opening } = between('a', 'b');
    expect(obstacles.map(({ note }) => note)).toEqual([
      'a is of project one',
      'b is of project two; whether projects that share no network and no volume run on one host is a setting of the policy (host.shared)',
    ]);
    expect(opening?.summary).toBe('declare two_default as an external network and add it to the networks of a');
  });
});

test('what enters from outside and does not control the host is named', () => {
  const found = ask('services: { web: { image: x, ports: ["80:80"] } }', 'outside', 'host');
  expect(found.reach).toBe('pivot');
  expect(found.path?.hops.map(({ to }) => to)).toEqual([node('web'), 'host-ports']);
  expect(found.obstacles.map(({ note }) => note)).toEqual([
    'web is reachable from outside and does not control the host',
  ]);
});

test('what uses the network of a container that no file declares is not said to be apart', () => {
  const text = 'services: { a: { image: x, network_mode: "container:other" }, b: { image: x } }';
  expect(ask(text, 'a', 'b')).toMatchObject({ reach: 'none', isKnown: false });
  expect(ask(text, 'b', 'outside').isKnown).toBe(true);
});

test('direct reach lists every means with lines', () => {
  const found = ask(STACK.replace('- front', '- back'), 'frontend', 'db');
  expect(found.reach).toBe('direct');
  expect(found.direct.map(lines)).toEqual([
    ['shop/compose.yaml:9 db joins back', 'shop/compose.yaml:6 frontend joins back'],
  ]);
});

test('a network stands for its members, and who is on it is told by its line', () => {
  expect(ask(STACK, 'db', 'network:back').membership.map(({ note }) => note)).toEqual(['db is on network back']);
  expect(ask(STACK, 'frontend', 'back').reach).toBe('none');
});

test('a volume is told by who mounts it', () => {
  const text = 'services: { a: { image: x, volumes: ["data:/d:ro"] } }\nvolumes: { data: }';
  expect(ask(text, 'a', 'data').membership.map(({ note }) => note)).toEqual(['a mounts volume data at /d, read-only']);
});

test('the answer is plain data', () => {
  const found = ask(STACK, 'frontend', 'db');
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('a name of several services asks which, an unknown one offers the nearest', () => {
  const stacks = [stack({ one: 'services: { web: { image: x } }', two: 'services: { web: { image: x } }' })];
  expect(endNamed(stacks, 'web')).toEqual({ kind: 'ambiguous', choices: ['one/web', 'two/web'] });
  expect(endNamed(stacks, 'two/web').kind).toBe('found');
  expect(endNamed(stacks, 'hostt')).toEqual({ kind: 'unknown', nearest: 'host' });
});

test('a port that is open over UDP does not pass for isolation', () => {
  const found = ask('services: { vpn: { image: x, ports: ["51820:51820/udp"] } }', 'outside', 'vpn');
  expect(found.direct.map(({ ports }) => ports)).toEqual([
    { kind: 'some', ports: [{ target: 51820, protocol: 'udp', published: '51820', hostPort: '51820' }] },
  ]);
});

describe('names', () => {
  test.each([
    ['frontend', 'db', { names: [], inTurns: [], networks: [] }],
    ['web', 'db', { names: ['db', 'store'], inTurns: [], networks: ['back'] }],
    ['web', 'sidecar', { names: ['db', 'store'], inTurns: [], networks: ['back'] }],
    ['db', 'sidecar', { names: ['localhost'], inTurns: [], networks: [] }],
    ['outside', 'db', null],
  ])('that lead from %s to %s', (from, to, names) => {
    const text = `
services:
  frontend: { image: web, networks: [front] }
  web: { image: web, networks: [front, back] }
  db: { image: postgres, networks: { back: { aliases: [store] } } }
  sidecar: { image: x, network_mode: 'service:db' }
networks: { front: , back: }
`;
    const found = ask(text, from, to).names;
    expect(found === null ? null : { ...found, names: found.names.filter((name) => !name.endsWith('-1')) }).toEqual(
      names,
    );
  });

  test('that others answer to as well are told apart', () => {
    const text = `
services:
  web: { image: web }
  one: { image: a, networks: { default: { aliases: [store] } } }
  two: { image: a, networks: { default: { aliases: [store] } } }
`;
    expect(ask(text, 'web', 'one').names).toMatchObject({ names: ['one', 'store'], inTurns: ['store'] });
  });
});

describe('the host', () => {
  const WALLED = `
services:
  job: { image: busybox, networks: [walled] }
networks:
  walled:
    internal: true
    driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated }
`;

  test('is not reached from a network in which it has no address, and the option that says so is named', () => {
    const found = ask(WALLED, 'job', 'host');
    expect([found.reach, found.isKnown]).toEqual(['none', true]);
    expect(found.obstacles.map(({ at, note }) => `${String(at.line)} ${note}`)).toContain(
      '7 the host has no address in walled (gateway_mode_ipv4 is isolated)',
    );
    expect(found.opening?.summary).toBe('put job on a bridge network in which the host has an address');
  });

  test('may be reached from outside, for all that files say', () => {
    expect(ask(WALLED, 'outside', 'host')).toMatchObject({ reach: 'none', isKnown: false });
  });
});
