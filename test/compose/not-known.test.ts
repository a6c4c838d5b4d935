import { expect, test } from 'vitest';
import type { FileTree } from '../../src/compose/file-tree.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { loaded } from './loaded.ts';

const told = (compose: string, more: Readonly<Record<string, string>> = {}): readonly string[] =>
  loaded({ ...more, 'compose.yaml': compose }).diagnostics.map(
    ({ at, severity, code, message }) => `${String(at.line)}:${String(at.column)} ${severity} ${code}: ${message}`,
  );

test.each([
  ['the networks', 'services: { a: { image: x, networks: ["${N}"] } }\n'],
  ['the image', 'services: { a: { image: "${N}x" } }\n'],
  ['a port', 'services: { a: { image: x, ports: ["${N}:80"] } }\n'],
  ['a mount', 'services: { a: { image: x, volumes: ["${N}/b:/b"] } }\n'],
])('an unset variable that decides %s is told, with where to set it', (_what, compose) => {
  const [first] = told(compose).filter((line) => line.includes('unset-variable'));
  expect(first).toMatch(
    /warning unset-variable: The variable N is not set and counts as empty\. It decides .* sample-env of the policy\.$/,
  );
});

test('many unset variables are one line a file, with the count and what the first of them decides', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
  const compose = `services: { a: { image: x, environment: [${names.map((name) => `"${name}=$\{${name}}"`).join(', ')}], ports: ["$\{G}:80"] } }\n`;
  expect(told(compose)).toHaveLength(1);
  expect(told(compose)[0]).toContain(
    '7 variables are not set and count as empty: G, A, B, C, D and 2 more. G decides which port is published and on which address. Give them values in .env',
  );
});

test('a required variable that is unset is an error that names sample-env, and still gives a project to draw', () => {
  const compose = 'services:\n  a:\n    image: x\n    networks: ["${N:?which one}"]\n';
  expect(told(compose).join('\n')).toMatch(/^4:\d+ error required-variable: .*N.*which one.*sample-env/m);
  expect(loaded({ 'compose.yaml': compose }).project).not.toBeNull();
  expect(told(compose, { '.env': 'N=default\n' })).toEqual([]);
});

test.each([
  'https://example.org/acme/stack.git#main:compose.yaml',
  'https://example.org/compose.yaml',
  'git@example.org:acme/stack.git',
  'ssh://git@example.org/acme/stack.git',
  'oci://example.org/acme/stack:latest',
  'github.com/acme/stack',
])('%s is never fetched, neither by include nor by extends', (address) => {
  const asked: string[] = [];
  for (const compose of [
    `include: ["${address}"]\nservices: { a: { image: x } }\n`,
    `include: [{ path: ["${address}"] }]\nservices: { a: { image: x } }\n`,
    `services: { a: { image: x, extends: { file: "${address}", service: b } } }\n`,
  ]) {
    const { diagnostics } = loaded({}, { tree: watched({ '/stack/compose.yaml': compose }, asked) });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain('error remote-not-fetched');
  }
  expect(asked.filter((path) => path.includes('acme') || path.includes('example'))).toEqual([]);
});

/** A tree that notes what it is asked for. */
function watched(files: Readonly<Record<string, string>>, asked: string[]): FileTree {
  const tree = memoryTree(files, '/stack');
  return new Proxy(tree, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...parameters: readonly unknown[]): unknown => {
        asked.push(...parameters.map(String));
        return Reflect.apply(member, target, parameters);
      };
    },
  });
}

test('of a file that is broken in the middle one error is told, what can be read is there, and nothing counts as unused', () => {
  const compose = [
    'networks: { front: {}, back: {} }',
    'volumes:\n  data:',
    'services:',
    '  web:\n    image: nginx\n    networks: [front]',
    '  api:\n    image: example/api\n    environment:\n      <<: *{ }\n    networks: [back]',
    '  worker:\n    image: example/worker\n    volumes: ["data:/data"]\n',
  ].join('\n');
  const { project, diagnostics } = loaded({ 'compose.yaml': compose });
  expect(diagnostics.map(({ code, at }) => `${code} ${String(at.line)}`)).toEqual(['yaml-syntax 11']);
  expect([...(project?.services.keys() ?? [])]).toContain('web');
  // What follows may use them.
  expect([...(project?.inactiveUse.networks ?? [])]).toEqual(expect.arrayContaining(['back', 'front']));
  expect([...(project?.inactiveUse.volumes ?? [])]).toEqual(['data']);
});

test('services that no profile was asked for are told, and those of profiles that were left out on purpose are not', () => {
  const compose =
    'services: { web: { image: x }, db: { image: postgres, profiles: [full] }, ui: { image: y, profiles: [full, admin] } }\n';
  expect(told(compose)).toEqual([
    '1:32 warning profile-not-active: 2 services are not looked at: the profiles "admin", "full" are not active. Choose profiles with --profile.',
  ]);
  expect(loaded({ 'compose.yaml': compose }, { profiles: ['admin'] }).diagnostics).toEqual([]);
  expect(told(compose, { '.env': 'COMPOSE_PROFILES=admin\n' })).toEqual([]);
});

const JUDGED = { purpose: 'analysis' } as const;

const judged = (compose: string, more: Readonly<Record<string, string>> = {}): readonly string[] =>
  loaded({ ...more, 'compose.yaml': compose }, JUDGED).diagnostics.map(
    ({ at, severity, code, message }) => `${String(at.line)}:${String(at.column)} ${severity} ${code}: ${message}`,
  );

test('a sample of an env file that is not there stands in for what nothing sets, and that is said in one line', () => {
  const compose =
    'services: { a: { image: "${IMAGE}", container_name: "${NAME}", ports: ["${PORT}:80", "${OTHER:-8081}:81"] } }\n';
  const sample = { '.env.example': 'IMAGE=adminer # the image\nNAME="ui"\nPORT=8080\nOTHER=9\n' };
  expect(judged(compose, sample)).toEqual([
    '1:1 warning sample-values: Its values stand in for an env file that is not in the repository. What is deployed may have others: give them in sample-env of the policy.',
  ]);
  const service = loaded({ ...sample, 'compose.yaml': compose }, JUDGED).project?.services.get('a');
  expect([service?.image?.value, service?.containerName?.value]).toEqual(['adminer', 'ui']);
  expect(service?.ports.map(({ published }) => published)).toEqual(['8080', '8081']);
});

test('an env file that is there beats its sample, and a mark of a place is no value', () => {
  const compose = 'services: { a: { image: "x:${TAG}${MORE}" } }\n';
  expect(judged(compose, { '.env.example': 'TAG=1\n', '.env': 'MORE=2\n' })[0]).toContain(
    'The variable TAG is not set',
  );
  expect(judged(compose, { '.env.example': 'TAG=<your tag>\nMORE=\n' })[0]).toContain('2 variables are not set');
});

test('a call sees no sample, and an include has the one of its own folder', () => {
  const compose = 'services: { a: { image: "x:${TAG}" } }\n';
  const call = loaded({ 'compose.yaml': compose, '.env.example': 'TAG=1\n' });
  expect(call.project?.services.get('a')?.image?.value).toBe('x:');
  const included = loaded(
    {
      'compose.yaml': 'include: [part/compose.yaml]\n',
      'part/compose.yaml': compose,
      'part/env.sample': 'TAG=2\n',
    },
    JUDGED,
  );
  expect(included.project?.services.get('a')?.image?.value).toBe('x:2');
});

test('an empty name that no variable gives is no name, and no problem of its own', () => {
  const compose = 'services: { a: { image: x, container_name: "${A}" }, b: { image: x, container_name: "${B}" } }\n';
  expect(judged(compose)).toEqual([
    expect.stringContaining('warning unset-variable: 2 variables are not set and count as empty: A, B.'),
  ]);
  expect(loaded({ 'compose.yaml': compose }, JUDGED).project?.services.get('a')?.containerName).toBeNull();
});

test('an image that no variable gives keeps the project from being judged', () => {
  expect(judged('services: { a: { image: "${A}" } }\n').join('\n')).toContain('error no-image-or-build');
});

test('a file of format 1 is said to be one, once, and judged as if it were of today', () => {
  const compose = 'web:\n  image: nginx\n  ports: ["80:80"]\ndb:\n  build: .\n';
  expect(judged(compose)).toEqual([
    '1:1 error compose-format-1: This is a file of format 1, with services at the top, which Compose no longer reads. Move all of them below "services:"; it is judged as if they were.',
  ]);
  expect([...(loaded({ 'compose.yaml': compose }, JUDGED).project?.services.keys() ?? [])]).toEqual(['db', 'web']);
  expect(told(compose).join('\n')).toContain('A Compose file has no attribute "web"');
  expect(judged('web:\n  image: nginx\nvolumes: {}\n').join('\n')).toContain('A Compose file has no attribute "web"');
});

test('a mount that YAML takes for a mapping is said once, with what is likely meant, and its volume counts as used', () => {
  const compose =
    'services:\n  db:\n    image: x\n    volumes:\n      - a == true ? data:/data/db: data:/data/db\nvolumes:\n  data:\n';
  expect(judged(compose)).toEqual([expect.stringMatching(/^5:\d+ error invalid-volume: .*a colon too many/)]);
  const { project } = loaded({ 'compose.yaml': compose }, JUDGED);
  expect(project?.services.get('db')?.mounts.map(({ target }) => target)).toEqual(['/data/db']);
  expect([...(project?.inactiveUse.volumes ?? [])]).toContain('data');
});
