import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cliqueCover, type NodePair } from '../../../src/fixes/walls/cover.ts';

const never = (): boolean => false;
const always = (): boolean => true;

describe('cliqueCover', () => {
  test('one clique has all that may meet', () => {
    const pairs: readonly NodePair[] = [
      ['db', 'app'],
      ['db', 'worker'],
    ];
    expect(cliqueCover(pairs, always)).toEqual({ cliques: [new Set(['app', 'db', 'worker'])], isLeast: true });
    expect(cliqueCover(pairs, never).cliques).toHaveLength(2);
  });

  test('finds fewer than the greedy search does', () => {
    // Two triangles at a common edge, and a pair that only one order covers well.
    const edges: readonly NodePair[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'a'],
      ['a', 'c'],
    ];
    const meets = new Set(edges.flatMap(([a, b]) => [a + b, b + a]));
    const { cliques, isLeast } = cliqueCover(edges, (a, b) => meets.has(a + b));
    expect(cliques).toHaveLength(2);
    expect(isLeast).toBe(true);
  });

  test('covers every pair, and puts nobody together who may not meet', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14, selector: ([a, b]) => `${a < b}${a},${b}` }),
        fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20, selector: ([a, b]) => `${a},${b}` }),
        (drawn, more) => {
          const pairs = drawn.filter(([a, b]) => a !== b).map(([a, b]): NodePair => [String(a), String(b)]);
          const meets = new Set(
            [...pairs, ...more.map((pair) => pair.map(String))].flatMap(([a = '', b = '']) => [a + b, b + a]),
          );
          const mayMeet = (a: string, b: string): boolean => meets.has(a + b);
          const { cliques } = cliqueCover(pairs, mayMeet);
          for (const [a, b] of pairs) expect(cliques.some((clique) => clique.has(a) && clique.has(b))).toBe(true);
          for (const clique of cliques)
            for (const a of clique) for (const b of clique) expect(a === b || mayMeet(a, b)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('two hundred who all may meet are one step', () => {
    const pairs = Array.from({ length: 200 }, (_, index): NodePair => ['db', `app-${String(index)}`]);
    expect(cliqueCover(pairs, always)).toMatchObject({ isLeast: true, cliques: [{ size: 201 }] });
  });
});
