import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { canonical } from '../../src/compose/canonical/canonical.ts';
import { configOf } from '../../src/compose/config.ts';
import { parse } from '../../src/compose/yaml/parse.ts';
import { loaded } from './loaded.ts';

/** Few by default; a long run sets the variable. */
const numRuns = Number(process.env['COMPOSE_PROPERTY_RUNS'] ?? 200);
const LONG = 3_600_000;

const name = fc.constantFrom('a', 'b', 'c', 'default', 'constructor', '__proto__', 'x-y', '1');
const word = fc.constantFrom(
  '',
  'x',
  'host',
  'none',
  'service:a',
  '80',
  '80:80',
  '127.0.0.1::80/udp',
  './b:/c',
  'v:/d:ro',
  'a=b',
  '30s',
  '1m',
  'true',
  '${A}',
  '${A:-b}',
  '${A:?c}',
  '$$',
  '${',
  '../..',
  'https://example.org/x.git',
  'compose.yaml',
  '"',
  'é',
  '\u0000',
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.double(), fc.string({ maxLength: 8 }));
const ATTRIBUTES =
  'image build command networks network_mode ports expose volumes volumes_from links depends_on environment env_file label_file labels extends profiles deploy develop devices configs secrets healthcheck extra_hosts ulimits logging gpus models provider pid ipc scale tmpfs dns'.split(
    ' ',
  );
const KEYS =
  'source target published type read_only aliases condition service file context args test interval replicas resources path action name external driver driver_opts device o ipam config subnet internal content soft hard options'.split(
    ' ',
  );

const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(name, fc.constantFrom(...KEYS)), tie('node'), { maxKeys: 3 }),
  ),
}));

const service = fc.dictionary(fc.constantFrom(...ATTRIBUTES), node, { maxKeys: 4 });
const resources = fc.dictionary(name, node, { maxKeys: 2 });
const anyStack = fc.record(
  {
    services: fc.oneof(
      { weight: 6, arbitrary: fc.dictionary(name, fc.oneof({ weight: 5, arbitrary: service }, node), { maxKeys: 3 }) },
      node,
    ),
    networks: resources,
    volumes: resources,
    configs: resources,
    secrets: resources,
    include: fc.oneof(node, fc.constant(['other.yaml'])),
    name: scalar,
    'x-a': node,
  },
  { requiredKeys: ['services'] },
);

/** Mostly well-formed stacks, so that what comes after the schema is reached. */
const goodService = fc.record(
  {
    image: fc.constantFrom('x', 'postgres:17', '${A:-x}'),
    networks: fc.oneof(fc.uniqueArray(fc.constantFrom('n', 'm')), fc.constant({ n: { aliases: ['z'] }, m: null })),
    ports: fc.uniqueArray(fc.constantFrom('80', '81:80', '127.0.0.1:82:80/udp', '90-91:90-91')),
    volumes: fc.uniqueArray(fc.constantFrom('v:/v', './b:/b:ro', '/anonymous')),
    environment: fc.oneof(fc.constant(['A=1', 'B']), fc.constant({ A: 1, C: null, D: true })),
    depends_on: fc.constantFrom<unknown>([], {}),
    labels: fc.constantFrom<unknown>(['l=1'], { l: 2 }),
    command: fc.constantFrom<unknown>('a "b c"', ['a', 'b']),
    build: fc.constantFrom<unknown>('./d', { context: '.', args: ['X=1'] }),
    deploy: fc.constantFrom<unknown>({ replicas: 2 }, { resources: { limits: { memory: '1g' } } }),
    env_file: fc.constantFrom<unknown>('e.env', [{ path: 'none.env', required: false }]),
  },
  { requiredKeys: ['image'] },
);
const goodStack = fc.record({
  services: fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), goodService, { minKeys: 1, maxKeys: 3 }),
  networks: fc.constant({ n: { internal: true }, m: null }),
  volumes: fc.constant({ v: {} }),
});

const text = fc.oneof(anyStack, goodStack).map((stack) => stringify(stack, { aliasDuplicateObjects: false }));

/** A text with pieces taken out, put in and repeated: hardly YAML any more. */
const mutated = fc
  .tuple(
    text,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 9 }),
        fc.constantFrom(
          '',
          ':',
          '- ',
          '&a ',
          '*a',
          '<<: *a\n',
          '!reset ',
          '!override ',
          '!!binary ',
          '"',
          '\t',
          '\n',
          '? ',
          '{',
          ']',
          '---\n',
          '|',
          '\r',
          '\ufeff',
          '${',
        ),
      ),
    ),
  )
  .map(([start, edits]) =>
    edits.reduce((now, [at, length, put]) => {
      const place = at % (now.length + 1);
      return now.slice(0, place) + put + now.slice(place + length);
    }, start),
  );

const files = fc.record(
  {
    'compose.yaml': fc.oneof(text, mutated),
    'compose.override.yaml': fc.oneof(text, mutated),
    'other.yaml': text,
    '.env': fc.string({ maxLength: 40 }),
    'e.env': fc.oneof(fc.string({ maxLength: 40 }), fc.constant('A=1\nexport B="x\n')),
  },
  { requiredKeys: ['compose.yaml'] },
);

function outcome(stack: Readonly<Record<string, string | undefined>>): unknown {
  const present = Object.entries(stack).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  const { project, diagnostics } = loaded(Object.fromEntries(present));
  return { model: project === null ? null : configOf(project), diagnostics };
}

test('no input makes it throw, and the same input gives the same project and diagnostics', { timeout: LONG }, () => {
  fc.assert(
    fc.property(files, (stack) => {
      expect(JSON.stringify(outcome(stack))).toBe(JSON.stringify(outcome(stack)));
    }),
    { numRuns },
  );
});

test('merging with a file that says nothing changes nothing', { timeout: LONG }, () => {
  fc.assert(
    fc.property(goodStack, fc.constantFrom('{}\n', 'services: {}\n', 'x-nothing: 1\n'), (stack, nothing) => {
      const compose = stringify(stack, { aliasDuplicateObjects: false });
      const model = (result: ReturnType<typeof loaded>): unknown => {
        const { 'x-nothing': _, ...rest } = Object(result.project === null ? {} : configOf(result.project)) as Record<
          string,
          unknown
        >;
        return rest;
      };
      const rest = { 'e.env': 'A=1\n' };
      const [one, two] = [
        loaded({ ...rest, 'compose.yaml': compose }),
        loaded({ ...rest, 'compose.yaml': compose, 'compose.override.yaml': nothing }),
      ];
      expect(model(two)).toEqual(model(one));
      expect(two.diagnostics).toEqual(one.diagnostics);
    }),
    { numRuns },
  );
});

test('the long form of a long form is itself', { timeout: LONG }, () => {
  fc.assert(
    fc.property(fc.oneof(goodStack, anyStack), (stack) => {
      const [document] = parse(stringify(stack, { aliasDuplicateObjects: false }), 'compose.yaml').documents;
      if (document?.kind !== 'map') return;
      const once = canonical(document, []);
      expect(canonical(once, [])).toEqual(once);
    }),
    { numRuns },
  );
});

test('what is printed for a stack loads to the same again', { timeout: LONG }, () => {
  fc.assert(
    fc.property(goodStack, (stack) => {
      const first = loaded({ 'compose.yaml': stringify(stack, { aliasDuplicateObjects: false }), 'e.env': 'A=1\n' });
      fc.pre(first.project !== null && first.diagnostics.every(({ severity }) => severity !== 'error'));
      const printed = configOf(first.project);
      const again = loaded({ 'compose.yaml': stringify(parseYaml(JSON.stringify(printed))) });
      expect(configOf(again.project!)).toEqual(printed);
    }),
    { numRuns },
  );
});
