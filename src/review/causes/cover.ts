import { compareLocations, placeKey, type SourceLocation } from '../../compose/source.ts';
import { SEVERITIES, type Severity } from '../../policy/severity.ts';

/** What lines can end. */
export interface Endable {
  readonly severity: Severity;
  /** Its own place: of lines that do the same it is the one to change. */
  readonly at: SourceLocation;
  /** Sets of lines, each of which ends it when all of them change; at least one. */
  readonly ends: readonly LineSet[];
}

export type LineSet = readonly SourceLocation[];

/** Lines, and what ends with them. */
export interface Covered<T> {
  readonly lines: LineSet;
  readonly ended: readonly T[];
}

/**
 * The least lines that end all of `all`, each told by the first that ends it. Greedy: what ends most for each line goes first; of equals the
 * one that ends more, then worse, then at its own place, then the first in the files. The same input gives the same lines in whatever order.
 */
export function covered<T extends Endable>(all: readonly T[]): readonly Covered<T>[] {
  const choices = choicesOf(all);
  const having = new Map<T, LineChoice<T>[]>(all.map((one) => [one, []]));
  for (const choice of choices) for (const one of choice.ended) having.get(one)?.push(choice);
  const left = new Set(all);
  const found: Covered<T>[] = [];
  while (left.size > 0) {
    const best = choices.reduce<LineChoice<T> | null>(
      (known, choice) => (known === null || compareChoices(choice, known) < 0 ? choice : known),
      null,
    );
    if (best === null || best.count === 0) break;
    const ended = [...best.ended].filter((one) => left.has(one));
    for (const one of ended) {
      left.delete(one);
      for (const choice of having.get(one) ?? []) {
        choice.count -= 1;
        choice.weight -= weightOf(one);
      }
    }
    found.push({ lines: best.lines, ended });
  }
  return found;
}

interface LineChoice<T> {
  readonly lines: LineSet;
  readonly ended: ReadonlySet<T>;
  /** How many have their own place in it. */
  readonly own: number;
  /** Of those that are left. */
  count: number;
  weight: number;
}

function choicesOf<T extends Endable>(all: readonly T[]): readonly LineChoice<T>[] {
  const sets = new Map<string, LineSet>();
  const byFirst = new Map<string, { readonly one: T; readonly keys: readonly string[] }[]>();
  for (const one of all) {
    for (const end of one.ends) {
      const lines = [...new Map(end.map((at) => [placeKey(at), at])).values()].sort(compareLocations);
      const keys = lines.map(placeKey);
      const [first] = keys;
      if (first === undefined) continue;
      sets.set(keys.join('\n'), lines);
      byFirst.set(first, [...(byFirst.get(first) ?? []), { one, keys }]);
    }
  }
  return [...sets.values()].sort(compareSets).map((lines) => {
    const keys = new Set(lines.map(placeKey));
    const ended = new Set<T>();
    for (const key of keys) {
      for (const end of byFirst.get(key) ?? []) if (end.keys.every((each) => keys.has(each))) ended.add(end.one);
    }
    return {
      lines,
      ended,
      own: [...ended].filter(({ at }) => keys.has(placeKey(at))).length,
      count: ended.size,
      weight: [...ended].reduce((sum, one) => sum + weightOf(one), 0),
    };
  });
}

function compareChoices<T>(a: LineChoice<T>, b: LineChoice<T>): number {
  return (
    b.count / b.lines.length - a.count / a.lines.length || b.count - a.count || b.weight - a.weight || b.own - a.own
  );
}

/** By their places, and what has fewer first. */
function compareSets(a: LineSet, b: LineSet): number {
  for (const [index, at] of a.entries()) {
    const other = b[index];
    const order = other === undefined ? 1 : compareLocations(at, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function weightOf({ severity }: Endable): number {
  return 2 ** SEVERITIES.indexOf(severity);
}
