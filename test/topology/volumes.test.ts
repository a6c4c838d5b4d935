import { describe, expect, test } from 'vitest';
import { bindStore } from '../../src/topology/build/mount-store.ts';
import { between, lines, stack } from './stacks.ts';

function overVolumes(text: string | Record<string, string>, from: string, to: string): readonly string[] {
  return between(stack(text), from, to).flatMap(({ means }) => (means.kind === 'volume' ? [means.name] : []));
}

const apart = (a: string, b: string, rest = '') => `
services:
  a: { image: x, network_mode: none, volumes: [${a}] }
  b: { image: x, network_mode: none, volumes: [${b}] }
${rest}
`;

describe('data flows from who writes to who else mounts', () => {
  test('a named volume, by its real name, from writer to reader only', () => {
    const text = apart('one:/in', '"two:/out:ro"', 'volumes: { one: { name: shared }, two: { name: shared } }');
    expect(overVolumes(text, 'a', 'b')).toEqual(['one']);
    expect(overVolumes(text, 'b', 'a')).toEqual([]);
  });

  test('the evidence is both mounts', () => {
    const [flow] = between(stack(apart('data:/in', '"data:/out:ro"', 'volumes: { data: }')), 'a', 'b');
    expect(flow && lines(flow)).toEqual([
      'shop/compose.yaml:3 a mounts data at /in',
      'shop/compose.yaml:4 b reads data at /out',
    ]);
  });

  test('a host path and a folder inside it, in both directions, as the file would write it', () => {
    const text = apart('./data:/in', './data/deep:/out');
    expect(overVolumes(text, 'a', 'b')).toEqual(['./data/deep']);
    expect(overVolumes(text, 'b', 'a')).toEqual(['./data/deep']);
  });

  test('neighbours whose names begin alike share nothing', () => {
    expect(overVolumes(apart('./data:/in', './data2:/out'), 'a', 'b')).toEqual([]);
  });

  test('a volume that is a bind mount by its options', () => {
    const rest = 'volumes: { disguised: { driver_opts: { type: none, o: bind, device: /srv/data } } }';
    expect(overVolumes(apart('disguised:/in', '/srv/data:/out', rest), 'a', 'b')).toEqual(['/srv/data']);
  });

  test('volumes_from over many services is looked at once for each', () => {
    const level = (at: number): string =>
      ['a', 'b']
        .map((side) => `  ${side}${String(at)}: { image: x, volumes_from: [a${String(at + 1)}, b${String(at + 1)}] }\n`)
        .join('');
    const levels = Array.from({ length: 40 }, (_, at) => level(at)).join('');
    const ends = ['a', 'b'].map((side) => `  ${side}40: { image: x, volumes: ["${side}-data:/data"] }\n`).join('');
    const text = `services:\n${levels}${ends}volumes: { a-data: , b-data: }\n`;
    // At one place there is one mount: the later of two.
    expect(overVolumes(text, 'a0', 'b40')).toEqual(['b-data']);
    expect(overVolumes(text, 'a0', 'a40')).toEqual([]);
  });

  test('its own mount is at the place of one that it takes', () => {
    const text = `
services:
  a: { image: x, volumes: ["data:/data"] }
  b: { image: x, volumes_from: [a], volumes: ["own:/data/"] }
volumes: { data: , own: }
`;
    expect(overVolumes(text, 'b', 'a')).toEqual([]);
  });

  test('volumes_from, read-only if it says so', () => {
    const text = (mode: string) => `
services:
  a: { image: x, network_mode: none, volumes: [data:/data] }
  b: { image: x, network_mode: none, volumes_from: ["a${mode}"] }
volumes: { data: }
`;
    expect(overVolumes(text(''), 'b', 'a')).toEqual(['data']);
    expect(overVolumes(text(':ro'), 'b', 'a')).toEqual([]);
    expect(overVolumes(text(':ro'), 'a', 'b')).toEqual(['data']);
  });

  test('an external volume between projects', () => {
    const text =
      'services: { a: { image: x, volumes: [store:/v] } }\nvolumes: { store: { external: true, name: common } }';
    expect(overVolumes({ one: text, two: text }, 'one/a', 'two/a')).toEqual(['store']);
  });

  test("a socket of the project's own connects who mounts it", () => {
    const own = './sockets/docker.sock:/var/run/docker.sock';
    expect(overVolumes(apart(own, own), 'a', 'b')).toEqual(['./sockets/docker.sock']);
  });

  test('anonymous volumes and the Docker socket are not shared data', () => {
    expect(overVolumes(apart('/data', '/data'), 'a', 'b')).toEqual([]);
    const socket = '/var/run/docker.sock:/var/run/docker.sock';
    expect(overVolumes(apart(socket, socket), 'a', 'b')).toEqual([]);
    const ofUser = '/srv/ann/.docker/run/docker.sock:/var/run/docker.sock';
    expect(overVolumes(apart(ofUser, ofUser), 'a', 'b')).toEqual([]);
  });
});

test.each([
  ['/etc/../etc/', '/etc'],
  ['./data', '/repo/shop/data'],
  ['../data/', '/repo/data'],
  ['~', '~'],
  ['~/.ssh/', '~/.ssh'],
])('%s of a file in /repo/shop is %s of the host, where no home is known', (written, path) => {
  expect(bindStore('/repo/shop', written)).toMatchObject({ kind: 'bind', name: path });
});
