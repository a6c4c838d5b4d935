/**
 * Regular expressions of `src` take the files' texts, which may be made to be slow: none may take the square of a text's length. Each is
 * tried on long runs of what it is about, which end in what it does not match.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const LENGTH = 8_000;
/** A run costs some hundredths of a millisecond where the time is linear, and a tenth of a second where it is not. */
const MOST_MILLISECONDS = 20;
const SIGNS = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '1',
  '.',
  '/',
  '\\',
  ':',
  '-',
  '_',
  '@',
  ',',
  '=',
  '*',
  '"',
  "'",
  '`',
  '$',
  '{',
  '[',
  '(',
  '<',
  '&',
  '#',
  '%',
  '+',
  '|',
  'é',
];

test('no regular expression takes the square of the length of a text', { timeout: 300_000 }, () => {
  const slow = sourceFiles('src').flatMap((file) =>
    regularExpressionsIn(file).flatMap(({ line, pattern }) => {
      const pump = pumpsOf(pattern).find((text) => isSlow(pattern, text));
      return pump === undefined
        ? []
        : [`${file}:${String(line)} ${String(pattern)} on ${JSON.stringify(pump.slice(0, 12))}`];
    }),
  );
  expect(slow).toEqual([]);
});

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .sort();
}

function regularExpressionsIn(file: string): readonly { readonly line: number; readonly pattern: RegExp }[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: { line: number; pattern: RegExp }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const flags = node.text.slice(end + 1).replace('y', 'g');
      const pattern = new RegExp(node.text.slice(1, end), flags);
      found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, pattern });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Runs of one sign and of two that stand in the pattern; in front of them, where it has one, what it begins with. */
function pumpsOf({ source }: RegExp): readonly string[] {
  const own = [...new Set(source.replace(/\\[a-zA-Z]/g, '').match(/[^\\^$()[\]{}?*+|]/g) ?? [])].slice(0, 8);
  const ones = [...new Set([...SIGNS, ...own])];
  const twos = own.flatMap((one) => [`a${one}`, `${one}a`]);
  const heads = ['', ...(/^\^?([\w/:"'=@ -]+)/.exec(source)?.slice(1) ?? [])];
  return heads.flatMap((head) => [...ones, ...twos].map((unit) => `${head}${unit.repeat(LENGTH / unit.length)}\u0000`));
}

function isSlow(pattern: RegExp, text: string): boolean {
  const once = (): number => {
    const start = performance.now();
    text.replace(pattern, '');
    return performance.now() - start;
  };
  // The machine may have been busy with something else.
  return once() > MOST_MILLISECONDS && Math.min(once(), once()) > MOST_MILLISECONDS;
}
