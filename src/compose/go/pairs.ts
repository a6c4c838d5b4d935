import { goText } from './text.ts';
import { map, scalar } from '../yaml/nodes.ts';
import { compareText } from '../source.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/** The mapping form of a list of `KEY=VALUE`; every value becomes text. A key alone has the value `alone`. */
export function pairsOf(node: Node, alone: string | null, separator = /=/): Node {
  if (node.kind === 'scalar') return node;
  const entries = new Map<string, MapEntry>();
  if (node.kind === 'map') {
    for (const [key, { at, value }] of node.entries)
      if (!key.startsWith('x-')) entries.set(key, { at, value: asText(value, alone) });
    const extensions = extensionsIn(node);
    return map(extensions === null ? entries : entries.set('#extensions', extensions), node.at);
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

/** Compose takes keys that begin with `x-` for its own extensions even here, and makes one odd text of them. */
function extensionsIn(node: MapNode): MapEntry | null {
  const own = [...node.entries].filter(([key]) => key.startsWith('x-')).sort(([a], [b]) => compareText(a, b));
  const [first] = own;
  if (first === undefined) return null;
  const texts = own.map(
    ([key, { value }]) => `${key}:${value.kind === 'scalar' && value.value !== null ? goText(value) : '<nil>'}`,
  );
  return { at: first[1].at, value: scalar(`map[${texts.join(' ')}]`, first[1].at) };
}

export function asText(node: Node, empty: string | null): Node {
  if (node.kind !== 'scalar') return node;
  if (node.value === null) return scalar(empty, node.at);
  return typeof node.value === 'string' && node.tag !== TIMESTAMP ? node : scalar(goText(node), node.at);
}
