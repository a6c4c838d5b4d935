import { describe, expect, test } from 'vitest';
import type { FileRead, FileTree } from '../../src/compose/file-tree.ts';
import { entryTree, type CommitEntry } from '../../src/io/entry-tree.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { changedUnread, touches, watched } from '../../src/review/watched.ts';

/** Both sides of a change that the analysis asks for these paths. */
function sides(base: FileTree, head: FileTree, asked: readonly string[]) {
  const both = [watched(base), watched(head)] as const;
  for (const { tree } of both) for (const path of asked) tree.read(`/project/${path}`);
  return both;
}

function touched(
  base: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
  asked: readonly string[],
): boolean {
  return touches(...sides(memoryTree(base), memoryTree(head), asked));
}

/** A commit whose blobs are all refused in the same words. */
function unreadable(entries: Readonly<Record<string, CommitEntry>>, notListed: readonly string[] = []): FileTree {
  const refusal: FileRead = { kind: 'refused', reason: 'GitHub does not give it (502)' };
  return entryTree({ root: '/project', entries: new Map(Object.entries(entries)), notListed, blob: () => refusal });
}

const entry = (id: string, kind: CommitEntry['kind'] = 'file'): CommitEntry => ({ kind, id, size: null });

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

  test('two equal refusals say nothing of what is there', () => {
    expect(touches(...sides(unreadable({ a: entry('1') }), unreadable({ a: entry('2') }), ['a']))).toBe(true);
    expect(touches(...sides(unreadable({ a: entry('1') }), unreadable({ a: entry('1') }), ['a']))).toBe(true);
  });

  test('a gap in a listing may hide anything', () => {
    expect(touches(...sides(memoryTree({}), unreadable({}, ['half was not listed']), []))).toBe(true);
  });
});

describe('what a change alters unread', () => {
  test.each(['file', 'link', 'submodule'] as const)('a %s that is refused on both sides', (kind) => {
    const path = kind === 'submodule' ? 'a/compose.yaml' : 'a';
    const moved = sides(unreadable({ a: entry('1', kind) }), unreadable({ a: entry('2', kind) }), [path]);
    expect(changedUnread(...moved)).toEqual([`/project/${path}`]);
    const kept = sides(unreadable({ a: entry('1', kind) }), unreadable({ a: entry('1', kind) }), [path]);
    expect(changedUnread(...kept)).toEqual([]);
  });

  test('a file that became a link with the same text', () => {
    const moved = sides(unreadable({ a: entry('1') }), unreadable({ a: entry('1', 'link') }), ['a']);
    expect(changedUnread(...moved)).toEqual(['/project/a']);
  });

  test('what has no id, and is not read', () => {
    const refused: FileRead = { kind: 'refused', reason: 'it is not a text file' };
    expect(changedUnread(...sides(memoryTree({ a: refused }), memoryTree({ a: refused }), ['a']))).toEqual([
      '/project/a',
    ]);
  });
});
