import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/project.ts';
import { load } from '../../src/compose/load.ts';
import type { SourceLocation } from '../../src/compose/source.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';

/** The service `name` of a project made of `files`, the first two given with `-f`. */
function service(files: Readonly<Record<string, string>>, name: string, named: readonly string[] | null = null): Service {
  const { project, diagnostics } = load({
    tree: memoryTree(files),
    workingDirectory: '/project',
    files: named,
    profiles: null,
    envFiles: null,
    projectName: null,
    projectDirectory: null,
    environment: new Map(),
    home: null,
    missingEnvFile: 'error',
  });
  const found = project?.services.get(name);
  if (found === undefined) throw new Error(JSON.stringify(diagnostics));
  return found;
}

function place(at: SourceLocation | undefined): string {
  return at === undefined ? 'nowhere' : `${at.file}:${String(at.line)}:${String(at.column)}`;
}

const BASE = `services:
  db:
    image: postgres:16
    environment:
      A: one
      B: two
    ports:
      - "127.0.0.1:5432:5432"
    volumes:
      - data:/var/lib/postgresql/data
    networks:
      - back
networks:
  back:
  front:
volumes:
  data:
  other:
`;

describe('every value points to the line that won', () => {
  test('an override file: what it says is there, what it adds is there, the rest stays', () => {
    const override = `services:
  db:
    image: postgres:17
    environment:
      B: three
    ports:
      - "5432:5432"
    volumes:
      - other:/var/lib/postgresql/data
    networks:
      - front
`;
    const db = service({ 'compose.yaml': BASE, 'compose.override.yaml': override }, 'db');
    expect(place(db.image?.at)).toBe('compose.override.yaml:3:12');
    expect([...db.environment].map(([name, { at }]) => `${name} ${place(at)}`)).toEqual([
      'A compose.yaml:5:10',
      'B compose.override.yaml:5:10',
    ]);
    expect(db.ports.map(({ at }) => place(at))).toEqual(['compose.yaml:8:9', 'compose.override.yaml:7:9']);
    expect(db.mounts.map(({ at }) => place(at))).toEqual(['compose.override.yaml:9:9']);
    expect([...db.networks].map(([name, { at }]) => `${name} ${place(at)}`)).toEqual([
      'back compose.yaml:12:9',
      'front compose.override.yaml:11:9',
    ]);
  });

  test('!override takes all of the lines before it away', () => {
    const override = 'services:\n  db:\n    networks: !override\n      - front\n';
    const db = service({ 'compose.yaml': BASE, 'compose.override.yaml': override }, 'db');
    expect([...db.networks].map(([name, { at }]) => `${name} ${place(at)}`)).toEqual([
      'front compose.override.yaml:4:9',
    ]);
  });

  test('extends across files: the base file where nothing is laid on it', () => {
    const web = `services:
  web:
    extends:
      file: common/base.yaml
      service: app
    ports: ["8080:80"]
`;
    const common = 'services:\n  app:\n    image: nginx\n    privileged: true\n    ports:\n      - "80:80"\n';
    const found = service({ 'compose.yaml': web, 'common/base.yaml': common }, 'web');
    expect(place(found.at)).toBe('compose.yaml:2:3');
    expect(place(found.image?.at)).toBe('common/base.yaml:3:12');
    expect(found.ports.map(({ at }) => place(at))).toEqual(['common/base.yaml:6:9', 'compose.yaml:6:13']);
    expect(place(found.privileged?.at)).toBe('common/base.yaml:4:17');
  });

  test('include: the included file, and the file that overrides it', () => {
    const found = service(
      {
        'compose.yaml': 'include:\n  - path: [part/a.yaml, part/b.yaml]\n',
        'part/a.yaml': 'services:\n  cache:\n    image: redis\n    ports:\n      - "6379:6379"\n',
        'part/b.yaml': 'services:\n  cache:\n    image: valkey/valkey\n',
      },
      'cache',
    );
    expect(place(found.at)).toBe('part/a.yaml:2:3');
    expect(place(found.image?.at)).toBe('part/b.yaml:3:12');
    expect(found.ports.map(({ at }) => place(at))).toEqual(['part/a.yaml:5:9']);
  });

  test('anchors and merge keys: where the value is written, not where it is used', () => {
    const text = `x-common: &common
  image: alpine
  networks: [back]
services:
  a:
    <<: *common
    image: busybox
networks:
  back:
`;
    const a = service({ 'compose.yaml': text }, 'a');
    expect(place(a.image?.at)).toBe('compose.yaml:7:12');
    expect([...a.networks.values()].map(({ at }) => place(at))).toEqual(['compose.yaml:3:14']);
  });

  test('-f in the order given, the later file wins', () => {
    const files = {
      'one.yaml': 'services:\n  a: { image: x, network_mode: none }\n',
      'two.yaml': 'services:\n  a:\n    network_mode: host\n',
    };
    const last = (named: readonly string[]): string => place(service(files, 'a', named).networkMode?.at);
    expect([last(['one.yaml', 'two.yaml']), last(['two.yaml', 'one.yaml'])]).toEqual(['two.yaml:3:19', 'one.yaml:2:32']);
  });
});
