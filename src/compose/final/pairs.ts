import { goText } from '../go-text.ts';
import { map, scalar } from '../nodes.ts';
import type { Entry, Node } from '../tree.ts';

/** The mapping form of a list of `KEY=VALUE`; every value becomes text. A key alone has the value `alone`. */
export function pairsOf(node: Node, alone: string | null, separator = /=/): Node {
  if (node.kind === 'scalar') return node;
  const entries = new Map<string, Entry>();
  if (node.kind === 'map') {
    for (const [key, { at, value }] of node.entries) entries.set(key, { at, value: asText(value, alone) });
    return map(entries, node.at);
  }
  for (const item of node.items) {
    if (item.kind !== 'scalar') continue;
    const text = goText(item);
    const found = separator.exec(text);
    const key = found === null ? text : text.slice(0, found.index);
    entries.set(key, {
      at: item.at,
      value: scalar(found === null ? alone : text.slice(found.index + found[0].length), item.at),
    });
  }
  return map(entries, node.at);
}

export function asText(node: Node, empty: string | null): Node {
  if (node.kind !== 'scalar') return node;
  if (node.value === null) return scalar(empty, node.at);
  return typeof node.value === 'string' ? node : scalar(goText(node), node.at);
}
