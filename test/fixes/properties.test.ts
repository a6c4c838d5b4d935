import fc from 'fast-check';
import { isMap, isScalar, LineCounter, parse as parseYaml, parseDocument } from 'yaml';
import { expect, test } from 'vitest';
import { apply, type ChangedFile } from '../../src/fixes/apply.ts';
import type { Edit } from '../../src/fixes/edit.ts';
import { filesIn } from '../../src/fixes/open-files.ts';
import { blocksOf, linesOf } from '../../src/fixes/patch/blocks.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { rendered, type Plain, type Style } from './rendered.ts';
import { append, remove, replace, set } from './edits.ts';

/** Names and texts that YAML could take for something else. */
const NAMES = [
  'web',
  'db',
  'on',
  'null',
  'x y',
  '# c',
  "it's",
  '"q"',
  'a: b',
  '- d',
  '0x1',
  'ä',
  '{f}',
  '*a',
  '2020-01-01',
];
const name = fc.constantFrom(...NAMES);
const text = fc.oneof(
  name,
  fc.constantFrom('5432:5432', '${PORT:-80}:80', 'a, b', '', 'x #y', 'yes', '1.0', '\\', '💣'),
);

const service = fc.record({
  image: text,
  ports: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
  networks: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
  environment: fc.dictionary(name, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
});
const model = fc.record({
  services: fc.dictionary(name, service, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  networks: fc.dictionary(name, fc.constant(null), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
});
const style: fc.Arbitrary<Style> = fc.record({
  seed: fc.nat(),
  step: fc.constantFrom(2, 4),
  dash: fc.constantFrom(0, 2),
  flow: fc.constantFrom(0, 0.2, 1),
  newline: fc.constantFrom('\n', '\r\n'),
  endsInNewline: fc.boolean(),
});
type Model = typeof model extends fc.Arbitrary<infer T> ? T : never;

/** What is to change, by the number of a service and of something in it. */
const wish = fc.record({
  kind: fc.constantFrom(
    'port goes',
    'port',
    'port more',
    'network',
    'setting',
    'setting goes',
    'key',
    'key goes',
    'section',
  ),
  service: fc.nat(9),
  part: fc.nat(9),
  value: text,
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

interface Wished {
  readonly edit: Edit;
  readonly change: (model: Model & Record<string, Plain>) => void;
}

/** The edit of a wish, and the same for the model. */
function wished(
  whole: Model,
  { kind, service: index, part, value }: Wish,
  places: ReturnType<typeof rendered>['places'],
): Wished | null {
  const names = Object.keys(whole.services);
  const owner = names[index % names.length] ?? '';
  const its = whole.services[owner];
  if (its === undefined) return null;
  const at = (...path: readonly (string | number)[]) => {
    const place = places.get(JSON.stringify(path));
    if (place === undefined) throw new Error(`no place for ${path.join('.')}`);
    return { at: { file: 'compose.yaml', ...place } };
  };
  const here = at('services', owner);
  const port = part % its.ports.length;
  const keys = Object.keys(its.environment);
  const key = keys[part % keys.length] ?? '';
  const old = its.ports[port];
  switch (kind) {
    case 'port goes':
      return {
        edit: remove(['services', owner, 'ports', port], at('services', owner, 'ports', port)),
        change: ({ services }) => without(services[owner], 'ports', old),
      };
    case 'port':
      return {
        edit: replace(['services', owner, 'ports', port], value, at('services', owner, 'ports', port)),
        change: ({ services }) => {
          const ports = services[owner]?.ports ?? [];
          ports[ports.indexOf(old ?? '')] = value;
        },
      };
    case 'port more':
      return {
        edit: append(['services', owner, 'ports'], value, here),
        change: ({ services }) => void services[owner]?.ports.push(value),
      };
    case 'network':
      return its.networks.includes('new')
        ? null
        : {
            edit: set(['services', owner, 'networks', 'new'], null, here),
            change: ({ services }) => void services[owner]?.networks.push('new'),
          };
    case 'setting':
      return {
        edit: set(['services', owner, 'environment', key], value, here),
        change: ({ services }) => void Object.assign(services[owner]?.environment ?? {}, { [key]: value }),
      };
    case 'setting goes':
      return {
        edit: remove(['services', owner, 'environment', key], at('services', owner, 'environment', key)),
        change: ({ services }) => {
          const own: Record<string, unknown> = services[owner] ?? {};
          const environment = services[owner]?.environment ?? {};
          delete environment[key];
          if (Object.keys(environment).length === 0) delete own['environment'];
        },
      };
    case 'key':
      return {
        edit: set(['services', owner, 'labels', value], [value, { [value]: 1 }], here),
        change: ({ services }) =>
          void Object.assign(services[owner] ?? {}, { labels: { [value]: [value, { [value]: 1 }] } }),
      };
    case 'key goes':
      return {
        edit: remove(['services', owner, 'image'], at('services', owner, 'image')),
        change: ({ services }) => {
          const own: Record<string, unknown> = services[owner] ?? {};
          delete own['image'];
        },
      };
    default:
      return {
        edit: set(['volumes', owner], { driver: value, external: true }, here),
        change: (other) => void Object.assign(other, { volumes: { [owner]: { driver: value, external: true } } }),
      };
  }
}

function without(own: Record<string, unknown> | undefined, key: string, item: unknown): void {
  const list = own?.[key];
  if (own === undefined || !Array.isArray(list)) return;
  list.splice(list.indexOf(item), 1);
  if (list.length === 0) delete own[key];
}

function changedBy(content: string, edits: readonly Edit[]): ChangedFile | null {
  const applied = apply(filesIn(memoryTree({ 'compose.yaml': content }, '/repo')), edits);
  if (applied.kind === 'refused') throw new Error(`${applied.reason}\n${content}`);
  return applied.files[0] ?? null;
}

test('a file after an edit holds the model after it, whatever its style', () => {
  fc.assert(
    fc.property(model, style, wish, (whole, how, one) => {
      const { content, places } = rendered(whole, how);
      const done = wished(whole, one, places);
      if (done === null) return;
      const expected = structuredClone(whole);
      done.change(expected);
      const after = changedBy(content, [done.edit])?.after ?? content;
      expect(parseYaml(after)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('edits of several services go together', () => {
  fc.assert(
    fc.property(model, style, fc.array(wish, { maxLength: 4 }), (whole, how, wishes) => {
      const { content, places } = rendered(whole, how);
      const names = new Set<number>();
      const done = wishes.flatMap((one) => {
        const index = one.service % Object.keys(whole.services).length;
        const found = names.has(index) || one.kind === 'section' ? null : wished(whole, one, places);
        names.add(index);
        return found ?? [];
      });
      const expected = structuredClone(whole);
      for (const { change } of done) change(expected);
      const after =
        changedBy(
          content,
          done.map(({ edit }) => edit),
        )?.after ?? content;
      expect(parseYaml(after)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('the lines of a patch lead from the first bytes to the last, and back', () => {
  fc.assert(
    fc.property(model, style, fc.array(wish, { maxLength: 3 }), (whole, how, wishes) => {
      const { content, places } = rendered(whole, how);
      const seen = new Set<string>();
      const edits = wishes.flatMap((one) => {
        const found = wished(whole, one, places);
        const key = JSON.stringify(found?.edit.path);
        const isNew = !seen.has(key) && ![...seen].some((other) => one.kind === 'section' && other !== key);
        seen.add(key);
        return found === null || !isNew ? [] : [found.edit];
      });
      const changed = changedBy(content, edits);
      if (changed === null) return;
      const blocks = blocksOf(changed);
      const [old, now] = [linesOf(content), linesOf(changed.after)];
      let [forth, back, next, shift] = ['', '', 0, 0];
      for (const { start, end, lines } of blocks) {
        forth += old.slice(next, start).join('') + lines.join('');
        back += now.slice(next + shift, start + shift).join('') + old.slice(start, end).join('');
        next = end;
        shift += lines.length - (end - start);
      }
      expect(forth + old.slice(next).join('')).toBe(changed.after);
      expect(back + now.slice(next + shift).join('')).toBe(content);
    }),
    { numRuns: 300 },
  );
});

test('what is added and taken away again leaves the first bytes', () => {
  fc.assert(
    fc.property(model, style, name, text, (whole, how, owner, value) => {
      const { content, places } = rendered(whole, how);
      const [service = ''] = Object.keys(whole.services);
      const place = places.get(JSON.stringify(['services', service]));
      if (place === undefined || Object.hasOwn(whole.networks, owner)) return;
      const at = { at: { file: 'compose.yaml', ...place } };
      const added = changedBy(content, [
        set(['networks', owner], { internal: true }, at),
        set(['services', service, 'read_only'], true, at),
        append(['services', service, 'cap_add'], value, at),
      ]);
      const after = added?.after ?? '';
      const paths = [
        ['services', service, 'cap_add'],
        ['services', service, 'read_only'],
        ['networks', owner],
      ];
      const undone = changedBy(
        after,
        paths.map((path) => remove(path, { at: placeIn(after, path) })),
      );
      expect(undone?.after).toBe(content);
    }),
    { numRuns: 200 },
  );
});

test('a value that is replaced and put back leaves the first bytes, its quotes too', () => {
  fc.assert(
    fc.property(model, style, text, (whole, how, value) => {
      const { content, places } = rendered(whole, how);
      const [[service = '', its] = []] = Object.entries(whole.services);
      const place = places.get(JSON.stringify(['services', service, 'ports', 0]));
      const old = its?.ports[0];
      if (place === undefined || old === undefined) return;
      const at = { at: { file: 'compose.yaml', ...place } };
      const path = ['services', service, 'ports', 0];
      const there = changedBy(content, [replace(path, value, at)])?.after ?? content;
      const again = changedBy(there, [replace(path, old, at)])?.after ?? there;
      expect(parseYaml(again)).toEqual(whole);
      // Quotes that only the value between had need of may stay.
      expect(plain(again)).toBe(plain(content));
    }),
    { numRuns: 300 },
  );
});

function plain(content: string): string {
  return content.replace(/["'\\]/g, '');
}

function placeIn(content: string, path: readonly string[]): Edit['at'] {
  const lines = new LineCounter();
  let node: unknown = parseDocument(content, { lineCounter: lines }).contents;
  let offset = 0;
  for (const part of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined;
    if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? 0;
    node = pair?.value;
  }
  const { line, col } = lines.linePos(offset);
  return { file: 'compose.yaml', line, column: col };
}
