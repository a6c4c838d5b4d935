import { type Document, isAlias, isMap, isSeq, type ParsedNode } from 'yaml';

/**
 * How many values a document holds, as Compose counts them: every mapping, list, scalar that is no key, and alias is one; what `!override` or
 * `!reset` marks is one altogether.
 */
export function valuesIn({ contents }: Document.Parsed): number {
  return contents === null ? 0 : values(contents);
}

function values(node: ParsedNode | null): number {
  if (node === null || isAlias(node) || node.tag === '!override' || node.tag === '!reset') return 1;
  if (isSeq(node)) return node.items.reduce((sum, item) => sum + values(item), 1);
  return isMap(node) ? node.items.reduce((sum, { value }) => sum + values(value), 1) : 1;
}
