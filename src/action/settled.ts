import type { FetchingTree } from '../io/github/tree.ts';

/** Each round finds what the last one's files name; an include inside an include takes one more. */
const MOST_ROUNDS = 40;

export interface Settling<T> {
  /** Loads the projects: cheap, and asks for nearly all files. */
  readonly load: () => void;
  readonly review: () => T;
  readonly trees: readonly FetchingTree[];
  /** Refuses what is not there yet, when it takes too long. */
  readonly close: () => void;
}

/** The review once no tree lacks a file that it asks for. */
export async function settled<T>({ load, review, trees, close }: Settling<T>): Promise<T> {
  const isWaiting = () => trees.some((tree) => tree.pending().length > 0);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    load();
    if (!isWaiting()) {
      const report = review();
      if (!isWaiting()) return report;
    }
    for (const tree of trees) if (tree.pending().length > 0) await tree.fetch();
  }
  close();
  return review();
}
