import type { Matrix } from '../../flows/matrix.ts';
import { addTo } from '../../words/grouped.ts';

/** Services that reach the same and are reached by the same, together: whether members reach each other is the same for all of a group. */
export function matrixGroups(matrix: Matrix): readonly (readonly string[])[] {
  const relations = [matrix.direct, matrix.throughHost, matrix.unknown?.from ?? {}].map(setsOf);
  const beyond = [
    matrix.egress,
    matrix.fromOutside,
    matrix.fromHost,
    matrix.toHost,
    ...(matrix.unknown === undefined
      ? []
      : [matrix.unknown.egress, matrix.unknown.fromOutside, matrix.unknown.fromHost]),
  ].map((names) => new Set(names));
  const signature = (name: string, mutual: readonly boolean[]): string =>
    JSON.stringify([
      relations.map(({ to, from }, index) =>
        [to, from].map((sets) => withSelf(sets.get(name) ?? NOBODY, name, mutual[index] ?? false)),
      ),
      beyond.map((names) => names.has(name)),
    ]);
  let left = matrix.services;
  const groups: (readonly string[])[] = [];
  for (const mutual of COMBINATIONS) {
    const found = new Map<string, string[]>();
    for (const name of left) addTo(found, signature(name, mutual), name);
    groups.push(...[...found.values()].filter((group) => group.length > 1));
    left = [...found.values()].flatMap((group) => (group.length > 1 ? [] : group));
  }
  const at = new Map(matrix.services.map((name, index) => [name, index]));
  const first = ([name = '']: readonly string[]): number => at.get(name) ?? 0;
  return [...groups, ...left.map((name) => [name])].sort((a, b) => first(a) - first(b));
}

/** For each relation, whether the members of a group have it with each other. */
const COMBINATIONS = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [0, 1, 2].map((bit) => (bits & (1 << bit)) === 0));

const NOBODY: ReadonlySet<string> = new Set();

interface RelationSets {
  readonly to: ReadonlyMap<string, ReadonlySet<string>>;
  readonly from: ReadonlyMap<string, ReadonlySet<string>>;
}

function setsOf(relation: Readonly<Record<string, readonly string[]>>): RelationSets {
  const to = new Map(Object.entries(relation).map(([name, names]) => [name, new Set(names)]));
  const from = new Map<string, Set<string>>();
  for (const [name, names] of to)
    for (const target of names) from.set(target, (from.get(target) ?? new Set()).add(name));
  return { to, from };
}

function withSelf(names: ReadonlySet<string>, self: string, isIn: boolean): readonly string[] {
  const others = [...names].filter((name) => name !== self);
  return (isIn ? [...others, self] : others).sort();
}
