import type { Node } from './tree.ts';

/** Whether two nodes hold the same values, wherever they were written. The order of keys does not count. */
export function isSame(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value;
  if (a.kind === 'list')
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => isSameAt(item, b.items[index]))
    );
  return (
    b.kind === 'map' &&
    a.entries.size === b.entries.size &&
    [...a.entries].every(([key, { value }]) => isSameAt(value, b.entries.get(key)?.value))
  );
}

function isSameAt(a: Node, b: Node | undefined): boolean {
  return b !== undefined && isSame(a, b);
}
