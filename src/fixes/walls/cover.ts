/** An undirected edge, as the two nodes that it joins. */
export type NodePair = readonly [a: string, b: string];

/** Sets of nodes that are each a clique of what may meet, and have every pair in one of them at least. */
export interface Cover {
  readonly cliques: readonly ReadonlySet<string>[];
  /** Whether no smaller number of cliques does it; else it is what was found within the bound. */
  readonly isLeast: boolean;
}

/**
 * The fewest cliques that have all of `pairs` (edge clique cover), where `mayMeet` says which nodes may be together; pairs may themselves.
 * Exact by branch and bound as far as `MOST_STEPS` go, else as a greedy search has it: each time the clique with the most uncovered pairs.
 */
export function cliqueCover(pairs: readonly NodePair[], mayMeet: (a: string, b: string) => boolean): Cover {
  const parts = componentsOf(pairs).map((part) => coverOf(part, mayMeet));
  return {
    cliques: parts.flatMap(({ cliques }) => cliques),
    isLeast: parts.every(({ isLeast }) => isLeast),
  };
}

/** Pairs that have no node in common with others are covered by themselves. */
function componentsOf(pairs: readonly NodePair[]): readonly (readonly NodePair[])[] {
  const root = new Map<string, string>();
  const find = (node: string): string => {
    let at = node;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up;
    root.set(node, at);
    return at;
  };
  for (const [a, b] of pairs) root.set(find(a), find(b));
  const parts = new Map<string, NodePair[]>();
  for (const pair of pairs) {
    const part = parts.get(find(pair[0])) ?? [];
    parts.set(find(pair[0]), part);
    part.push(pair);
  }
  return [...parts.values()];
}

function coverOf(pairs: readonly NodePair[], mayMeet: (a: string, b: string) => boolean): Cover {
  const nodes = [...new Set(pairs.flat())].sort();
  const meets = new Map(
    nodes.map((node) => [node, new Set(nodes.filter((other) => other !== node && mayMeet(node, other)))] as const),
  );
  for (const [a, b] of pairs) {
    meets.get(a)?.add(b);
    meets.get(b)?.add(a);
  }
  const all = new Set(pairs.map(keyOf));
  const steps = { left: MOST_STEPS };
  const greedy = greedyCover(pairs, all, meets);
  const best = fewer(pairs, all, meets, greedy, steps);
  return { cliques: trimmed(best, pairs), isLeast: greedy.length === 1 || steps.left > 0 };
}

type Meets = ReadonlyMap<string, ReadonlySet<string>>;
type Clique = ReadonlySet<string>;

const MOST_STEPS = 20_000;

function greedyCover(pairs: readonly NodePair[], all: ReadonlySet<string>, meets: Meets): readonly Clique[] {
  const open = new Set(all);
  const found: Clique[] = [];
  for (const pair of pairs) {
    if (!open.has(keyOf(pair))) continue;
    const clique = grown(pair, open, meets);
    for (const key of pairsIn(clique)) open.delete(key);
    found.push(clique);
  }
  return found;
}

/** The clique of `pair` and, as long as one covers more of what is open, the node that covers most. */
function grown([a, b]: NodePair, open: ReadonlySet<string>, meets: Meets): Clique {
  const clique = new Set([a, b]);
  const covered = new Map(
    [...(meets.get(a) ?? [])]
      .filter((node) => meets.get(b)?.has(node))
      .map((node) => [node, [a, b].filter((member) => open.has(keyOf([member, node]))).length] as const),
  );
  for (;;) {
    const [best, most] = [...covered].reduce((one, other) => (other[1] > one[1] ? other : one), ['', 0] as const);
    if (most === 0) return clique;
    clique.add(best);
    for (const node of [...covered.keys()]) {
      if (node === best || meets.get(best)?.has(node) !== true) covered.delete(node);
      else if (open.has(keyOf([best, node]))) covered.set(node, (covered.get(node) ?? 0) + 1);
    }
  }
}

/** Branch and bound: for the first pair that is open, every largest clique that has it. */
function fewer(
  pairs: readonly NodePair[],
  all: ReadonlySet<string>,
  meets: Meets,
  greedy: readonly Clique[],
  steps: { left: number },
): readonly Clique[] {
  let best = greedy;
  const search = (open: ReadonlySet<string>, taken: readonly Clique[]): void => {
    const next = pairs.find((pair) => open.has(keyOf(pair)));
    if (next === undefined) {
      if (taken.length < best.length) best = taken;
      return;
    }
    if (taken.length + 1 >= best.length) return;
    for (const clique of largestWith(next, meets, steps)) {
      steps.left -= clique.size;
      if (steps.left <= 0) return;
      const covered = pairsIn(clique);
      search(new Set([...open].filter((key) => !covered.has(key))), [...taken, clique]);
    }
  };
  search(all, []);
  return best;
}

/** Bron and Kerbosch with a pivot, over the nodes that both ends meet. */
function* largestWith([a, b]: NodePair, meets: Meets, steps: { left: number }): Iterable<Clique> {
  const around = new Set([...(meets.get(a) ?? [])].filter((node) => meets.get(b)?.has(node)));
  yield* expanded(new Set([a, b]), around, new Set(), meets, steps);
}

function* expanded(
  clique: Clique,
  candidates: ReadonlySet<string>,
  done: ReadonlySet<string>,
  meets: Meets,
  steps: { left: number },
): Iterable<Clique> {
  steps.left -= 1;
  if (steps.left <= 0) return;
  if (candidates.size === 0) {
    if (done.size === 0) yield clique;
    return;
  }
  const inBoth = (nodes: ReadonlySet<string>, node: string): Set<string> =>
    new Set([...nodes].filter((other) => meets.get(node)?.has(other)));
  const [pivot] = [...candidates, ...done]
    .map((node) => ({ node, size: inBoth(candidates, node).size }))
    .sort((one, other) => other.size - one.size);
  const left = new Set(candidates);
  const behind = new Set(done);
  for (const node of candidates) {
    if (pivot !== undefined && meets.get(pivot.node)?.has(node)) continue;
    yield* expanded(new Set([...clique, node]), inBoth(left, node), inBoth(behind, node), meets, steps);
    left.delete(node);
    behind.add(node);
  }
}

/** Each clique without those of whom it covers no pair that an earlier one does not. */
function trimmed(cliques: readonly Clique[], pairs: readonly NodePair[]): readonly Clique[] {
  const open = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  return cliques.flatMap((clique) => {
    const own = [...pairsIn(clique)].flatMap((key) => {
      const pair = open.get(key);
      open.delete(key);
      return pair ?? [];
    });
    return own.length === 0 ? [] : [new Set([...own].sort())];
  });
}

function pairsIn(clique: Clique): ReadonlySet<string> {
  const nodes = [...clique];
  return new Set(nodes.flatMap((a, index) => nodes.slice(index + 1).map((b) => keyOf([a, b]))));
}

function keyOf([a, b]: NodePair): string {
  return a < b ? `${a}\0${b}` : `${b}\0${a}`;
}
