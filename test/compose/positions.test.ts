import { expect, test } from 'vitest';
import type { SourceLocation } from '../../src/compose/source.ts';
import type { Service } from '../../src/compose/project.ts';
import { loaded } from './loaded.ts';

const place = (at: SourceLocation | undefined): string =>
  at === undefined ? 'nowhere' : `${at.file}:${String(at.line)}`;

function services(
  files: Readonly<Record<string, string>>,
  named: readonly string[] | null = null,
): ReadonlyMap<string, Service> {
  const { project, diagnostics } = loaded(files, { files: named });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return project!.services;
}

const stack = (...lines: string[]): string => `${lines.join('\n')}\n`;

test('every value of a merged service points to the file whose line won', () => {
  const a = services({
    'compose.yaml': stack(
      'services:',
      '  a:',
      '    image: one',
      '    privileged: true',
      '    ports: ["80:80"]',
      '    networks: [n]',
      '    environment: [KEPT=1, CHANGED=1]',
      '    volumes: ["v:/data", "./one:/conf"]',
      'networks: { n: , m: }',
      'volumes: { v: }',
    ),
    'compose.override.yaml': stack(
      'services:',
      '  a:',
      '    image: two',
      '    ports:',
      '      - "81:81"',
      '    networks:',
      '      m:',
      '    environment:',
      '      CHANGED: 2',
      '    volumes:',
      '      - ./two:/conf',
    ),
  }).get('a')!;
  expect(place(a.at)).toBe('compose.yaml:2');
  expect(place(a.image?.at)).toBe('compose.override.yaml:3');
  expect(place(a.privileged?.at)).toBe('compose.yaml:4');
  expect(a.ports.map(({ at }) => place(at))).toEqual(['compose.yaml:5', 'compose.override.yaml:5']);
  expect([...a.networks].map(([key, { at }]) => `${key} ${place(at)}`).sort()).toEqual([
    'm compose.override.yaml:7',
    'n compose.yaml:6',
  ]);
  expect(place(a.environment.get('KEPT')?.at)).toBe('compose.yaml:7');
  expect(place(a.environment.get('CHANGED')?.at)).toBe('compose.override.yaml:9');
  expect(a.mounts.map(({ at }) => place(at)).sort()).toEqual(['compose.override.yaml:11', 'compose.yaml:8']);
});

test('an item that replaces another of the same meaning takes over its place in the list and keeps its own line', () => {
  const a = services({
    'compose.yaml': stack(
      'services:',
      '  a:',
      '    image: x',
      '    volumes:',
      '      - ./one:/one',
      '      - ./two:/two',
    ),
    'compose.override.yaml': stack('services:', '  a:', '    volumes:', '      - ./other:/one'),
  }).get('a')!;
  expect(a.mounts.map(({ at }) => place(at))).toEqual(['compose.override.yaml:4', 'compose.yaml:6']);
});

test('!override and !reset leave only lines of the later file', () => {
  const a = services({
    'compose.yaml': stack('services:', '  a:', '    image: x', '    ports: ["80:80"]', '    privileged: true'),
    'compose.override.yaml': stack(
      'services:',
      '  a:',
      '    privileged: !reset null',
      '    ports: !override',
      '      - "81:81"',
    ),
  }).get('a')!;
  expect(a.ports.map(({ at }) => place(at))).toEqual(['compose.override.yaml:5']);
  expect(a.privileged).toBeNull();
});

test('what a service inherits points into the file it extends, through two of them', () => {
  const a = services({
    'compose.yaml': stack('services:', '  a:', '    extends: { file: sub/middle.yaml, service: m }', '    user: me'),
    'sub/middle.yaml': stack(
      'services:',
      '  m:',
      '    extends:',
      '      file: base.yaml',
      '      service: b',
      '    ports: ["80:80"]',
    ),
    'sub/base.yaml': stack(
      'services:',
      '  b:',
      '    image: x',
      '    cap_add: [SYS_ADMIN]',
      '    volumes:',
      '      - ./here:/here',
    ),
  }).get('a')!;
  expect(place(a.at)).toBe('compose.yaml:2');
  expect(place(a.user?.at)).toBe('compose.yaml:4');
  expect(place(a.image?.at)).toBe('sub/base.yaml:3');
  expect(place(a.capAdd[0]?.at)).toBe('sub/base.yaml:4');
  expect(a.mounts.map(({ at }) => place(at))).toEqual(['sub/base.yaml:6']);
  expect(a.ports.map(({ at }) => place(at))).toEqual(['sub/middle.yaml:6']);
});

test('an included service points into its own file, and a file laid on top of that file into the one on top', () => {
  const found = services({
    'compose.yaml': stack(
      'include:',
      '  - path: [part/one.yaml, part/two.yaml]',
      'services:',
      '  own:',
      '    image: x',
    ),
    'part/one.yaml': stack('services:', '  b:', '    image: one', '    privileged: true'),
    'part/two.yaml': stack('services:', '  b:', '    image: two'),
  });
  const b = found.get('b')!;
  expect(place(found.get('own')!.image?.at)).toBe('compose.yaml:5');
  expect(place(b.at)).toBe('part/one.yaml:2');
  expect(place(b.image?.at)).toBe('part/two.yaml:3');
  expect(place(b.privileged?.at)).toBe('part/one.yaml:4');
});

test('a value that comes by a merge key points to where it is written, not to where it is used', () => {
  const found = services({
    'compose.yaml': stack(
      'x-base: &base',
      '  image: x',
      '  ports: &ports',
      '    - "80:80"',
      'services:',
      '  a:',
      '    <<: *base',
      '    user: me',
      '  b:',
      '    image: y',
      '    ports: *ports',
    ),
  });
  expect(place(found.get('a')!.image?.at)).toBe('compose.yaml:2');
  expect(place(found.get('a')!.ports[0]?.at)).toBe('compose.yaml:4');
  expect(place(found.get('b')!.ports[0]?.at)).toBe('compose.yaml:4');
});

test('a variable of an env file points into that file, unless the service sets it itself', () => {
  const a = services({
    'compose.yaml': stack(
      'services:',
      '  a:',
      '    image: x',
      '    env_file: [one.env]',
      '    environment:',
      '      B: 2',
    ),
    'one.env': 'A=1\nB=1\n',
  }).get('a')!;
  expect(place(a.environment.get('A')?.at)).toBe('one.env:1');
  expect(place(a.environment.get('B')?.at)).toBe('compose.yaml:6');
});
