import { list, map, scalar } from '../yaml/nodes.ts';
import type { MapEntry, Node } from '../yaml/tree.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';

/** An extension field as Compose prints it: it keeps everything but lists without items, which become null, and writes dates with their time. */
export function extension(node: Node): Node {
  if (node.kind === 'list')
    return node.items.length === 0 ? scalar(null, node.at) : list(node.items.map(extension), node.at);
  if (node.kind === 'map') {
    const entries = [...node.entries].map(([key, { at, value }]): [string, MapEntry] => [
      key,
      { at, value: extension(value) },
    ]);
    return map(new Map(entries), node.at);
  }
  const isDay = node.tag === TIMESTAMP && /^\d{4}-\d\d-\d\d$/.test(node.source);
  return isDay ? scalar(`${node.source}T00:00:00Z`, node.at) : node;
}
