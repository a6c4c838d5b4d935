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

/** The values that a list or mapping holds itself. */
export function* childrenOf(node: Node): Generator<Node> {
  if (node.kind === 'list') yield* node.items;
  if (node.kind === 'map') for (const { value } of node.entries.values()) yield value;
}
