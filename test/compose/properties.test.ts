import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/compose/canonical.ts';
import { configOf } from '../../src/compose/config.ts';
import type { Problems } from '../../src/compose/diagnostics.ts';
import { load, type LoadResult } from '../../src/compose/load.ts';
import { merge } from '../../src/compose/merge.ts';
import { parse } from '../../src/compose/parse.ts';
import type { MapNode } from '../../src/compose/tree.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';

/** `COMPOSE_RUNS=100000 npm test -- test/compose/properties` looks longer. */
const RUNS = Number(process.env['COMPOSE_RUNS'] ?? 300);
const LONG = 3_600_000;

function loaded(files: Readonly<Record<string, string>>): LoadResult {
  return load({
    tree: memoryTree(files),
    workingDirectory: '/project',
    files: null,
    profiles: null,
    envFiles: null,
    projectName: null,
    projectDirectory: null,
    environment: new Map([['SET', 'value']]),
    home: '/home/me',
    missingEnvFile: 'warning',
  });
}

/** The file without what only names it. */
function printed(result: LoadResult): unknown {
  return result.project === null ? null : configOf(result.project);
}

const name = fc.constantFrom('a', 'b', 'db', 'web', 'default', 'constructor', '__proto__', 'x-y');
const word = fc.oneof(
  fc.constantFrom(
    '80',
    '80:80',
    '127.0.0.1:1-3:1-3/udp',
    './d:/d:ro',
    'v:/v',
    '/anonymous',
    '${SET}',
    '${NOT:-d}',
    '${',
    '$$',
  ),
  fc.constantFrom(
    'service:a',
    'container:b',
    'host',
    'none',
    'yes',
    '1g',
    '10s',
    '0440',
    '',
    'a=b',
    'KEY',
    '<<',
    '!reset',
  ),
  fc.string({ maxLength: 8 }),
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(name, word), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const attribute = fc.constantFrom(
  ...[
    'image',
    'build',
    'ports',
    'expose',
    'volumes',
    'volumes_from',
    'networks',
    'network_mode',
    'links',
    'depends_on',
  ],
  ...[
    'environment',
    'env_file',
    'extends',
    'profiles',
    'deploy',
    'scale',
    'healthcheck',
    'labels',
    'command',
    'configs',
  ],
  ...['secrets', 'ulimits', 'extra_hosts', 'privileged', 'cap_add', 'devices', 'pid', 'develop', 'gpus', 'x-own'],
);
const service = fc.dictionary(attribute, value, { maxKeys: 5 });
const file = fc.record(
  {
    services: fc.oneof(fc.dictionary(name, fc.oneof(service, value), { maxKeys: 4 }), value),
    networks: fc.oneof(fc.dictionary(name, value, { maxKeys: 3 }), value),
    volumes: fc.oneof(fc.dictionary(name, value, { maxKeys: 3 }), value),
    secrets: value,
    include: value,
    name: value,
  },
  { requiredKeys: ['services'] },
);

/** Recorded inputs, cut, repeated and mixed. */
const FOLDER = 'fixtures/compose';
const INPUTS = readdirSync(FOLDER)
  .flatMap((folder) => readdirSync(join(FOLDER, folder)).map((entry) => join(FOLDER, folder, entry)))
  .filter((path) => /\.ya?ml$/.test(path) && !path.includes('billion-laughs'))
  .map((path) => readFileSync(path, 'utf8'));
const mutated = fc
  .tuple(
    fc.constantFrom(...INPUTS),
    fc.constantFrom(...INPUTS),
    fc.nat(),
    fc.nat(),
    fc.constantFrom('cut', 'repeat', 'mix', 'edit'),
    word,
  )
  .map(([one, other, from, to, how, text]) => {
    const lines = one.split('\n');
    const [start, end] = [from % (lines.length + 1), to % (lines.length + 1)].sort((a, b) => a - b) as [number, number];
    const piece = {
      cut: [],
      repeat: lines.slice(start, end).flatMap((line) => [line, line]),
      mix: other.split('\n'),
      edit: [text],
    }[how];
    return [...lines.slice(0, start), ...(piece ?? []), ...lines.slice(end)].join('\n');
  });
const anyText = fc.oneof(
  file.map((content) => stringify(content)),
  mutated,
);

test('no input makes it throw, and the same input gives the same result', { timeout: LONG }, () => {
  let runs = 0;
  fc.assert(
    fc.property(anyText, anyText, fc.string({ maxLength: 60 }), (text, override, dotenv) => {
      runs += 1;
      const files = { 'compose.yaml': text, 'compose.override.yaml': override, '.env': dotenv };
      const first = loaded(files);
      const config = printed(first);
      if (runs % 20 !== 0) return;
      const again = loaded(files);
      expect(again.diagnostics).toEqual(first.diagnostics);
      expect(printed(again)).toEqual(config);
    }),
    { numRuns: RUNS },
  );
});

test('merging with an empty file changes nothing', { timeout: LONG }, () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('', '# nothing\n', '{}\n', 'services: {}\n', 'services:\n'), (text, empty) => {
      const alone = loaded({ 'compose.yaml': text });
      if (alone.project === null || alone.diagnostics.some(({ severity }) => severity === 'error')) return;
      const laid = loaded({ 'compose.yaml': text, 'compose.override.yaml': empty });
      expect(printed(laid)).toEqual(printed(alone));
    }),
    { numRuns: RUNS },
  );
});

describe('of any file', () => {
  const maps = (text: string): readonly MapNode[] =>
    parse(text, 'compose.yaml').documents.flatMap((document) => (document.kind === 'map' ? [document] : []));

  test('its canonical form is a fixed point', { timeout: LONG }, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const document of maps(text)) {
          const once = canonical(document, []);
          expect(canonical(once, [])).toEqual(once);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('laying nothing on it leaves it as it is, places and all', { timeout: LONG }, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const document of maps(text)) {
          const problems: Problems = [];
          expect(merge(document, { ...document, entries: new Map() }, problems)).toEqual(document);
          expect(problems).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
