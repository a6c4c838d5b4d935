import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rewritten, together } from '../../src/fixes/together.ts';
import { writtenFile } from '../../src/fixes/write/written-file.ts';

const TEXT = 'a: 1\nb: 2\nc: 3\nd: 4\n';
const file = writtenFile(TEXT);
const to = (after: string) => [rewritten('compose.yaml', file, after)];

describe('changes in one', () => {
  test('those that touch different lines are made at once', () => {
    const { files, taken } = together([to('a: 9\nb: 2\nc: 3\nd: 4\n'), to('a: 1\nb: 2\nc: 9\nd: 4\n')]);
    expect(files.map(({ after }) => after)).toEqual(['a: 9\nb: 2\nc: 9\nd: 4\n']);
    expect([...taken]).toEqual([0, 1]);
  });

  test('one that meets an earlier one is for later, as a whole', () => {
    const { files, taken } = together([to('a: 9\nb: 2\nc: 3\nd: 4\n'), to('a: 8\nb: 2\nc: 9\nd: 4\n')]);
    expect(files.map(({ after }) => after)).toEqual(['a: 9\nb: 2\nc: 3\nd: 4\n']);
    expect([...taken]).toEqual([0]);
  });

  test('what two do alike is done once', () => {
    const { files, taken } = together([to(`${TEXT}e: 5\n`), to(`a: 9${TEXT.slice(4)}e: 5\n`)]);
    expect(files.map(({ after }) => after)).toEqual([`a: 9${TEXT.slice(4)}e: 5\n`]);
    expect([...taken]).toEqual([0, 1]);
  });

  test.each(['', 'a: 1\n', 'x: 0\na: 1\nb: 2\nd: 4', 'a: 1\nb: 2\nc: 3\nd: 4'])(
    'a file rewritten to %j is that text',
    (after) => {
      expect(to(after)[0]?.after).toBe(after);
      expect(together([to(after)]).files.map((one) => one.after)).toEqual([after]);
    },
  );

  test('any text becomes any other', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', '', '\n', '\r\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const { files } = together([[rewritten('compose.yaml', writtenFile(before), after)]]);
        expect(files[0]?.after).toBe(after);
      }),
    );
  });
});
