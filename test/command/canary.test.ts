/**
 * A canary in every place of a Compose file where a value can stand, found in the schema: in a variable, whether Compose then takes the file or
 * not; in addresses with a password; and in text that is no YAML. None may be in any output: what a variable of the environment or an env
 * file holds is told as the file has it (`${NETWORK}`), names too; what the file itself holds, as a default may, is told.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { file } from '../../src/compose/schema/file.ts';
import { type ComposeShape, KINDS } from '../../src/compose/schema/shape.ts';
import { bulkhead } from './terminal.ts';

const CANARY = 'c4nary-hunter2';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-canary-'));
afterAll(() => rmSync(root, { recursive: true }));

type Path = readonly string[];

/** Paths to each scalar that may be text; `[]` is an item of a list, `*` a name. */
function placesIn(shape: ComposeShape, path: Path = [], seen: readonly ComposeShape[] = []): readonly Path[] {
  if (seen.includes(shape) || path.length > 8) return [];
  const below = [...seen, shape];
  const { map, list, kinds } = shape;
  return [
    ...((kinds & KINDS.text) === 0 || path.length === 0 ? [] : [path]),
    ...[...(map?.attributes ?? [])].flatMap(([key, value]) => placesIn(value, [...path, key], below)),
    ...(map?.names === undefined || map.names === null ? [] : placesIn(map.names.value, [...path, '*'], below)),
    ...(list === undefined ? [] : placesIn(list.item, [...path, '[]'], below)),
  ];
}

/** A small stack with `value` at `path`; lists and mappings on the way have just that. */
function stackWith(path: Path, value: string): unknown {
  const stack = {
    services: {
      db: { image: 'postgres:16', networks: ['back'], volumes: ['data:/var/lib/postgresql/data'] },
      web: { image: 'nginx', ports: ['80:80'], networks: ['back'] },
    },
    networks: { back: {} },
    volumes: { data: {} },
  };
  return put(stack, path, value);
}

const NAMES: Readonly<Record<string, string>> = { services: 'web', networks: 'back', volumes: 'data' };

function put(node: unknown, [step, ...rest]: Path, value: string, parent = ''): unknown {
  if (step === undefined) return value;
  if (step === '[]') return [put(undefined, rest, value)];
  const key = step === '*' ? (NAMES[parent] ?? 'name') : step;
  const before = typeof node === 'object' && node !== null && !Array.isArray(node) ? node : {};
  return { ...before, [key]: put(Reflect.get(before, key), rest, value, step) };
}

/** Of every kind of attribute one, for what is made of the report; names that services answer to are what a matrix is asked for. */
const SAMPLE = [
  'services.*.image',
  'services.*.ports.[]',
  'services.*.volumes.[]',
  'services.*.environment.*',
  'services.*.extra_hosts.[]',
  'services.*.dns',
  'services.*.cap_add.[]',
  'services.*.mac_address',
  'services.*.env_file',
  'services.*.labels.*',
  'services.*.build.context',
  'services.*.devices.[]',
  'include.[]',
  'secrets.*.file',
  'networks.*.driver',
  'volumes.*.driver_opts.*',
];

let count = 0;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The report as it stands, which every renderer writes from, and what is not made from it. */
const QUICK: readonly (readonly string[])[] = [
  ['check', '--format', 'json'],
  ['graph', '--format', 'dot'],
  ['explain', 'web', 'db'],
];

const ALL: readonly (readonly string[])[] = [
  ...['json', 'text', 'markdown', 'html', 'sarif', 'unix'].map((format) => ['check', '--format', format]),
  ...['json', 'mermaid', 'dot'].map((format) => ['graph', '--format', format]),
  ['matrix'],
  ['matrix', '--format', 'json'],
  ['explain', 'web', 'db'],
  ['explain', 'outside', 'db'],
  ['init', '--force'],
  ['baseline'],
];

async function leaks(
  files: Readonly<Record<string, string>>,
  calls: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const folder = folderWith(files);
  const found: string[] = [];
  for (const words of calls) {
    const { printed, complained } = await bulkhead(words, folder);
    for (const line of (printed + complained).split('\n'))
      if (line.includes(CANARY)) found.push(`${words.join(' ')}: ${line.trim().slice(0, 200)}`);
  }
  return found;
}

const places = placesIn(file).map((path) => path.join('.'));

/** What something is called. */
const NAMED = [
  'name',
  'networks.*.name',
  'volumes.*.name',
  'services.*.network_mode',
  'services.*.networks.[]',
  'services.*.profiles.[]',
  'services.*.container_name',
  'services.*.hostname',
  'services.*.networks.*.aliases.[]',
  'services.*.links.[]',
  'services.*.external_links.[]',
  'services.*.volumes_from.[]',
  'services.*.pid',
];

describe('what a variable holds', () => {
  test('there are places enough', () => {
    expect(places.length).toBeGreaterThan(250);
  });

  test.each(places)('at %s is in no output', async (place) => {
    for (const value of ['${CANARY}', 'x:${CANARY}:80', '/etc/${CANARY}:/y']) {
      const compose = JSON.stringify(stackWith(place.split('.'), value));
      expect(await leaks({ 'compose.yaml': compose, '.env': `CANARY=${CANARY}\n` }, QUICK)).toEqual([]);
    }
  });

  test.each(SAMPLE)('at %s is in no format', async (place) => {
    for (const value of ['${CANARY}', '${CANARY}:80:x']) {
      const compose = JSON.stringify(stackWith(place.split('.'), value));
      expect(await leaks({ 'compose.yaml': compose, '.env': `CANARY=${CANARY}\n` }, ALL)).toEqual([]);
    }
  });
});

describe('a name that a variable gives', () => {
  test.each(NAMED)('at %s is in no format', async (place) => {
    for (const value of ['${CANARY}', 'a-${CANARY}', 'container:${CANARY}', 'db:${CANARY}']) {
      const compose = JSON.stringify(stackWith(place.split('.'), value));
      expect(await leaks({ 'compose.yaml': compose, '.env': `CANARY=${CANARY}\n` }, ALL)).toEqual([]);
    }
  });

  test('is told as the file has it, and what a file writes out is told', async () => {
    const compose = 'services:\n  db: { image: postgres, profiles: ["${A}", "${B:-tools}"], networks: [back] }\n';
    const networks = 'networks: { back: { name: "${A}", external: true } }\n';
    const folder = folderWith({ 'compose.yaml': compose + networks, '.env': `A=${CANARY}\n` });
    const { printed } = await bulkhead(['check', '--format', 'json'], folder);
    expect(printed).toContain('"profiles": [\n            "${A}",\n            "tools"');
    expect(printed).toContain('"name": "${A}"');
  });
});

/** What an address is no name of, but would be told as one. */
const NO_ADDRESS =
  /^name$|^(networks|volumes)\.\*\.(name|external\.name)$|^services\.\*\.(network_mode|networks\.\[\]|profiles\.\[\])$/;

describe('the password of an address', () => {
  test.each(['include: ["git@h:C/x.git"]', 'services: { web: { extends: { file: "git@h:C/x.git", service: a } } }'])(
    'that git has its own way to write is in no complaint: %s',
    async (line) => {
      const services = line.startsWith('include')
        ? '\nservices: { web: { image: nginx }, db: { image: postgres } }'
        : '';
      const compose = `${line.replace('C', CANARY)}${services}\n`;
      expect(await leaks({ 'compose.yaml': compose }, QUICK.slice(1))).toEqual([]);
    },
  );

  test.each(places.filter((place) => !NO_ADDRESS.test(place)))('at %s is in no output', async (place) => {
    const compose = JSON.stringify(
      stackWith(place.split('.'), `https://user:${CANARY}@example.com/x.git?token=${CANARY}`),
    );
    expect(await leaks({ 'compose.yaml': compose }, QUICK)).toEqual([]);
  });
});

describe('a password without quotes', () => {
  test.each([
    `*${CANARY}`,
    `|${CANARY}`,
    `>${CANARY}`,
    `!${CANARY} x`,
    `!!${CANARY} x`,
    `!<${CANARY}> x`,
    `"\\${CANARY}"`,
    `%${CANARY}`,
    `@${CANARY}`,
    `\`${CANARY}`,
    `[${CANARY}`,
    `{${CANARY}`,
    `"${CANARY}`,
    `'${CANARY}'${CANARY}`,
    `a: ${CANARY}: b`,
    `&a &b ${CANARY}`,
    `pa$${CANARY.replace('-', '_')}`,
    `pa\${${CANARY.replace('-', '_')}}`,
    `pa\${${CANARY}}`,
    `- ${CANARY}`,
    `? ${CANARY}`,
    `${CANARY}\n    %${CANARY}: x`,
    `\t${CANARY}`,
  ])('that is no YAML is in no output: %s', async (password) => {
    const compose = `services:\n  db:\n    image: postgres\n    environment:\n      PASSWORD: ${password}\n  web: { image: nginx }\n`;
    expect(await leaks({ 'compose.yaml': compose }, ALL)).toEqual([]);
  });

  test.each([
    `PASSWORD='${CANARY}`,
    `PASS WORD=${CANARY}`,
    `${CANARY}`,
    `PASSWORD="\${${CANARY}"`,
    `PASSWORD=a\${${CANARY}`,
  ])('in a broken env file is in no output: %s', async (line) => {
    const compose = 'services:\n  web: { image: nginx, env_file: [web.env] }\n  db: { image: postgres }\n';
    expect(await leaks({ 'compose.yaml': compose, 'web.env': line, '.env': line }, ALL)).toEqual([]);
  });
});
