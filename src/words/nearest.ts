import { distance } from 'fastest-levenshtein';

/** The candidate that `word` is most likely a misspelling of; `null`: none is near. */
export function nearest<T extends string>(word: string, candidates: Iterable<T>): T | null {
  const start = word.slice(0, 64);
  let best: T | null = null;
  let fewest = Math.max(2, Math.floor(start.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(start, candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}
