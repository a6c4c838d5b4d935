/** The place of a line of one text in another. `exact`: it is there; else the place is that of the nearest line before it that is. */
export interface LinePlace {
  readonly line: number;
  readonly exact: boolean;
}

/**
 * Where the lines of `from` stand in `to`, counted from 1. Lines that occur once in both hold the rest in place, as in a patience diff, so that
 * the work grows with the length of the texts and not with its square.
 */
export function lineMap(from: string, to: string): (line: number) => LinePlace {
  const [before, after] = [from.split('\n'), to.split('\n')];
  const places = matched(before, after);
  return (line) => {
    for (let at = Math.min(line, before.length) - 1; at >= 0; at -= 1) {
      const place = places.get(at);
      if (place !== undefined) return { line: place + 1, exact: at === line - 1 };
    }
    return { line: 1, exact: false };
  };
}

/** A line of one text and the equal one of the other, by index. */
type Match = readonly [before: number, after: number];

function matched(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const held = [...anchors(before, after), [before.length, after.length] as const];
  let [top, topPlace] = [-1, -1];
  for (const [end, endPlace] of held) {
    let [at, place] = [top + 1, topPlace + 1];
    for (; at < end && place < endPlace && before[at] === after[place]; at += 1, place += 1) places.set(at, place);
    let [last, lastPlace] = [end - 1, endPlace - 1];
    for (; last >= at && lastPlace >= place && before[last] === after[lastPlace]; last -= 1, lastPlace -= 1)
      places.set(last, lastPlace);
    if (end < before.length) places.set(end, endPlace);
    [top, topPlace] = [end, endPlace];
  }
  return places;
}

/** Lines that occur once in both, as many as come in the same order. */
function anchors(before: readonly string[], after: readonly string[]): readonly Match[] {
  const places = onlyOnce(after);
  const pairs = [...onlyOnce(before)].flatMap(([text, at]) => {
    const place = places.get(text);
    return place === undefined ? [] : [[at, place] as const];
  });
  return longestIncreasing(pairs);
}

/** Index of each line that no other equals, in order. */
function onlyOnce(lines: readonly string[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number | null>();
  for (const [at, line] of lines.entries()) seen.set(line, seen.has(line) ? null : at);
  return new Map([...seen].flatMap(([line, at]) => (at === null ? [] : [[line, at] as const])));
}

/** The longest part of `matches`, which are in order of their first text, that is in order of the second as well. */
function longestIncreasing(matches: readonly Match[]): readonly Match[] {
  interface Chain {
    readonly match: Match;
    readonly rest: Chain | null;
  }
  const best: Chain[] = [];
  for (const match of matches) {
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((best[middle]?.match[1] ?? 0) < match[1]) low = middle + 1;
      else high = middle;
    }
    best[low] = { match, rest: best[low - 1] ?? null };
  }
  const found: Match[] = [];
  for (let chain = best.at(-1) ?? null; chain !== null; chain = chain.rest) found.push(chain.match);
  return found.reverse();
}
