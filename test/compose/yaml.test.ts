import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFloat } from '../../src/compose/go/text.ts';
import { behaviourOf } from '../../src/compose/versions/behaviour.ts';
import type { ComposeVersionName } from '../../src/compose/versions/versions.ts';
import { asRead } from '../../src/compose/yaml/as-read.ts';
import { parse } from '../../src/compose/yaml/parse.ts';
import { TIMESTAMP } from '../../src/compose/yaml/scalar.ts';
import type { Node } from '../../src/compose/yaml/tree.ts';

/** A text with what the YAML readers of Compose 2 and, where that is something else, Compose 5 read in it; see `fixtures/yaml/README.md`. */
interface Recorded {
  readonly text: string;
  readonly compose2: readonly unknown[] | null;
  readonly compose5?: readonly unknown[] | null;
  readonly refused?: true;
}

const folder = 'fixtures/yaml';

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const cases = JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly Recorded[];

  test.each(['2.40', '5'] as const)('is read as Compose %s reads it, or refused', (version) => {
    const others = cases.filter((one) => {
      const recorded = version === '5' && one.compose5 !== undefined ? one.compose5 : one.compose2;
      const read = readingOf(one.text, version);
      return read !== null && JSON.stringify(read) !== JSON.stringify(recorded);
    });
    expect(others).toEqual([]);
  });

  test('is refused where both versions read the same for a few cases only', () => {
    const refused = cases.filter(
      (one) => one.compose2 !== null && one.compose5 === undefined && readingOf(one.text, '2.40') === null,
    );
    expect(refused.filter((one) => one.refused !== true)).toEqual([]);
    expect(cases.filter((one) => one.refused === true && !refused.includes(one))).toEqual([]);
  });
});

/** A byte order mark is taken away where bytes become text. */
function readingOf(text: string, version: ComposeVersionName): readonly unknown[] | null {
  const { documents, diagnostics } = parse(text.replace(/^\ufeff/, ''), 'compose.yaml');
  if (diagnostics.length > 0) return null;
  return documents.map((document) => plain(asRead(document, behaviourOf(version))));
}

function plain(node: Node): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') {
    const entries = [...node.entries].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return { map: Object.fromEntries(entries.map(([key, { value }]) => [key, plain(value)])) };
  }
  if (node.tag === TIMESTAMP) return { date: true };
  const { value } = node;
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value !== 'number') return value;
  return isFloat(node) ? { float: Object.is(value, -0) ? '-0' : String(value) } : { int: String(value) };
}

describe('places', () => {
  const placesOf = (text: string): readonly string[] =>
    parse(text, 'compose.yaml').documents.flatMap(function walk(node: Node): string[] {
      if (node.kind === 'list') return node.items.flatMap(walk);
      if (node.kind === 'scalar') return [`${String(node.at.line)}:${String(node.at.column)}`];
      return [...node.entries.values()].flatMap(({ value }) => walk(value));
    });

  test('are those of an editor, also behind a line break that it does not show', () => {
    expect(placesOf('# internal only\u0085ports: ["5432:5432"]\nimage: x\n')).toEqual(['1:25', '2:8']);
    expect(placesOf('a: 1\rb: 2\r\nc: 3\u2028d: 4')).toEqual(['1:4', '1:9', '2:4', '2:9']);
  });

  test('are where a value begins, behind its anchor and tag', () => {
    expect(placesOf('a: &x !!str 1\nb: |\n  text\nc:\n  - "d"\ne:\n')).toEqual(['1:13', '2:4', '5:5', '6:3']);
  });
});

test('a message holds nothing of the file but names of keys', () => {
  const secret = 'hunter2';
  const texts = ['*S', '|S', '&S!', '!S,x', '"S', '@S', '[S', '!!int S'].map((text) => text.replace('S', secret));
  for (const text of texts)
    for (const { message } of parse(`PASSWORD: ${text}\n`, 'compose.yaml').diagnostics)
      expect(message).not.toContain(secret);
});
