import type { Node } from './tree.ts';

/** Values that `node` holds, itself included: what aliases share counts where each of them stands. */
export function sizeOf(node: Node): number {
  if (node.kind === 'scalar') return 1;
  const known = SIZES.get(node);
  if (known !== undefined) return known;
  let size = 1;
  for (const child of childrenOf(node)) size += sizeOf(child);
  SIZES.set(node, size);
  return size;
}

/** Counted once: without it, aliases of aliases would take time without bound. */
const SIZES = new WeakMap<Node, number>();

/** Values of `node` that are there only because an alias stands for them. */
export function aliasedIn(node: Node): number {
  const seen = new Set<Node>();
  const look = (one: Node): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const child of childrenOf(one)) look(child);
  };
  look(node);
  return sizeOf(node) - seen.size;
}

function* childrenOf(node: Node): Generator<Node> {
  if (node.kind === 'list') yield* node.items;
  if (node.kind === 'map') for (const { value } of node.entries.values()) yield value;
}
