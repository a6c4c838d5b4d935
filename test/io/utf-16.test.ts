/** Files in UTF-16, which Compose reads where a mark says so: their values and places, and what is no character, at its place. */
import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/io/text.ts';
import { loaded } from '../compose/loaded.ts';

const STACK = 'services:\n  db:\n    image: postgres\n    labels: { a: "😀é" }\n    ports: ["5432:5432"]\n';

function inUtf16(text: string, order: 'big' | 'little'): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'big' ? bytes.swap16() : bytes;
}

describe.each(['big', 'little'] as const)('with the %s end first', (order) => {
  test('a Compose file is read, and its values have the places of an editor', () => {
    const { project, diagnostics } = loaded({ 'compose.yaml': textOf(inUtf16(STACK, order)) });
    const [port] = project?.services.get('db')?.ports ?? [];
    expect(diagnostics).toEqual([]);
    expect(port?.at).toEqual({ file: 'compose.yaml', line: 5, column: 13 });
  });

  test.each([
    ['half a character', Buffer.from([0xd8, 0x3d])],
    ['the second half alone', Buffer.from([0xde, 0x00])],
  ])('%s is an error at its place', (_, half) => {
    const broken = Buffer.from(half);
    if (order === 'little') broken.swap16();
    const bytes = Buffer.concat([
      inUtf16('services:\n  db:\n    image: x', order),
      broken,
      inUtf16('\n', order).subarray(2),
    ]);
    const [problem] = loaded({ 'compose.yaml': textOf(bytes) }).diagnostics;
    expect(problem?.at).toEqual({ file: 'compose.yaml', line: 3, column: 13 });
    expect(problem?.message).toContain('half a character of UTF-16');
  });

  test('a byte too many is an error at the end', () => {
    const bytes = Buffer.concat([inUtf16('services:\n  db: {}', order), Buffer.from([0x0a])]);
    const [problem] = loaded({ 'compose.yaml': textOf(bytes) }).diagnostics;
    expect(problem?.at).toEqual({ file: 'compose.yaml', line: 2, column: 9 });
  });

  test('an env file is not read: Compose takes it for a text in UTF-8', () => {
    const compose = 'services:\n  db: { image: postgres, env_file: [db.env] }\n';
    const { diagnostics } = loaded({ 'compose.yaml': compose, 'db.env': textOf(inUtf16('A=1\n', order)) });
    expect(diagnostics.map(({ message }) => message).join()).toContain('UTF-16');
  });
});

test('a mark without text is an empty file, and one twice is a character that cannot be seen', () => {
  expect(textOf(Buffer.from([0xff, 0xfe]))).toMatchObject({ utf16: '' });
  const [problem] = loaded({ 'compose.yaml': textOf(inUtf16(`\ufeff${STACK}`, 'little')) }).diagnostics;
  expect(problem?.at).toEqual({ file: 'compose.yaml', line: 1, column: 1 });
});
