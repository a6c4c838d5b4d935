import { describe, expect, test } from 'vitest';
import { settled } from '../../src/action/settled.ts';
import type { FetchingTree } from '../../src/io/github/tree.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import type { Report } from '../../src/review/report/report.ts';

/** A tree in which each file names the next one, as an endless chain of includes. */
function chain(length: number) {
  let [asked, fetched] = [0, 0];
  const tree: FetchingTree = {
    ...memoryTree({}),
    real: (path) => path,
    pending: () => (asked > fetched ? ['next'] : []),
    fetch: () => Promise.resolve(void (fetched = asked)),
  };
  const load = () => {
    asked = Math.min(length, fetched + 1);
  };
  return { tree, load, stop: () => void (asked = fetched) };
}

const review = () => ({}) as Report;

describe('rounds of reading', () => {
  test('go on until nothing is pending', async () => {
    const { tree, load } = chain(7);
    let reviews = 0;
    await settled({
      load,
      review: () => {
        reviews += 1;
        return review();
      },
      trees: [tree],
      close: () => expect.unreachable(),
    });
    expect([reviews, tree.pending()]).toEqual([1, []]);
  });

  test('end with what is there when they never do', async () => {
    const { tree, load, stop } = chain(Infinity);
    let closed = 0;
    await settled({
      load,
      review,
      trees: [tree],
      close: () => {
        closed += 1;
        stop();
      },
    });
    expect(closed).toBe(1);
  });
});
