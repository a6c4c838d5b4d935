import { describe, expect, test } from 'vitest';
import { covered, type Endable } from '../../../src/review/causes/cover.ts';

interface Named extends Endable {
  readonly name: string;
}

const line = (number: number) => ({ file: 'compose.yaml', line: number, column: 5 });

function one(name: string, ends: readonly (readonly number[])[], severity: Endable['severity'] = 'high'): Named {
  return { name, severity, at: line(ends[0]?.[0] ?? 1), ends: ends.map((lines) => lines.map(line)) };
}

/** `3,4: a b` for each set of lines. */
function told(all: readonly Named[]): readonly string[] {
  return covered(all).map(
    ({ lines, ended }) => `${lines.map((at) => at.line).join(',')}: ${ended.map(({ name }) => name).join(' ')}`,
  );
}

describe('the least lines that end findings', () => {
  test('one line that ends all is enough', () => {
    expect(told([one('a', [[3], [7]]), one('b', [[5], [7]]), one('c', [[7]])])).toEqual(['7: a b c']);
  });

  test('of lines that end as many, the one that ends worse goes first', () => {
    const all = [one('a', [[3], [7]], 'low'), one('b', [[7], [9]], 'high'), one('c', [[3]], 'low'), one('d', [[9]])];
    expect(told(all)).toEqual(['9: b d', '3: a c']);
  });

  test('of equal ones its own place is the one to change, wherever it stands', () => {
    expect(told([one('a', [[7], [3]])])).toEqual(['7: a']);
  });

  test('lines that end something only together stay together, and end what one part of them ends', () => {
    expect(told([one('a', [[3, 4]]), one('b', [[3, 4], [9]])])).toEqual(['3,4: a b']);
  });

  test('what one line ends does not wait for many', () => {
    expect(told([one('a', [[1, 2, 3]]), one('b', [[2]])])).toEqual(['2: b', '1,2,3: a']);
  });

  test('the order of what comes in does not matter', () => {
    const all = [one('a', [[3], [7]]), one('b', [[5], [7]]), one('c', [[5], [3]]), one('d', [[3, 5]])];
    const sorted = (lines: readonly string[]) => lines.map((text) => text.split(' ').sort().join(' '));
    expect(sorted(told([...all].reverse()))).toEqual(sorted(told(all)));
  });

  test('thousands of findings are covered in no time', () => {
    const all = Array.from({ length: 4_000 }, (_, index) => one(String(index), [[index], [index % 60], [5_000]]));
    const start = performance.now();
    expect(covered(all)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
