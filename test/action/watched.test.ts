import { describe, expect, test } from 'vitest';
import { touches, watched } from '../../src/action/watched.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';

/** Whether a change of files touches an analysis that asks for these paths. */
function touched(
  base: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
  asked: readonly string[],
): boolean {
  const sides = [watched(memoryTree(base)), watched(memoryTree(head))] as const;
  for (const { tree } of sides) for (const path of asked) tree.read(`/project/${path}`);
  return touches(...sides);
}

describe('whether a change touches what an analysis asked for', () => {
  test('a file that nobody read does not count', () => {
    expect(touched({ a: '1', b: '1' }, { a: '1', b: '2' }, ['a'])).toBe(false);
  });

  test('a file that was read counts, and so does one that was looked for and came or went', () => {
    expect(touched({ a: '1' }, { a: '2' }, ['a'])).toBe(true);
    expect(touched({}, { a: '1' }, ['a'])).toBe(true);
    expect(touched({ a: '1' }, {}, ['a'])).toBe(true);
  });

  test('a file that became a folder counts', () => {
    expect(touched({ a: '' }, { 'a/b': '' }, ['a'])).toBe(true);
  });
});
