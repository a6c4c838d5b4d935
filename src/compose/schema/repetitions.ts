import { compareText } from '../source.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';

/** Items that are equal to an earlier one, with the index of the first of them. Linear in the size of the list. */
export function repetitionsIn(items: readonly Node[]): readonly { readonly item: Node; readonly first: number }[] {
  if (items.length < 2) return [];
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const identity = identityOf(item);
    const first = seen.get(identity);
    if (first !== undefined) return [{ item, first }];
    seen.set(identity, index);
    return [];
  });
}

/** The same text for equal values, whatever the order of keys. */
function identityOf(node: Node): string {
  if (node.kind === 'scalar') return scalarIdentity(node);
  if (node.kind === 'list') return `[${node.items.map(identityOf).join()}]`;
  const entries = [...node.entries].sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, { value }]) => `${JSON.stringify(key)}:${identityOf(value)}`).join()}}`;
}

/** `80` and `80.0` are one number, and `"80"` is not that number. */
function scalarIdentity({ value }: ScalarNode): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
