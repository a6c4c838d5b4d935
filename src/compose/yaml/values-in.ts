import type { WrittenNode } from '../syntax/written.ts';

/**
 * How many values a document holds, as Compose counts them: every mapping, list, scalar that is no key, and alias is one; what `!override` or
 * `!reset` marks is one altogether.
 */
export function valuesIn(source: WrittenNode): number {
  if (source.kind === 'alias' || source.tag === '!override' || source.tag === '!reset') return 1;
  if (source.kind === 'list') return source.items.reduce((sum, item) => sum + valuesIn(item), 1);
  return source.kind === 'map' ? source.pairs.reduce((sum, { value }) => sum + valuesIn(value), 1) : 1;
}
