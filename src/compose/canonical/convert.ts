import { goText, goValue } from '../go/text.ts';
import { list, map, mapOf, scalar, stringOf } from '../yaml/nodes.ts';
import { compareText, type SourceLocation } from '../source.ts';
import type { MapEntry, ListNode, MapNode, Node } from '../yaml/tree.ts';

/** The list form of a value that Compose also takes as a mapping (`KEY=VALUE`, sorted) or as one string. */
export function asSequence(node: Node): ListNode {
  if (node.kind === 'list') return node;
  if (node.kind === 'scalar') return list(node.value === null ? [] : [node], node.at);
  const items: Node[] = [];
  for (const [key, { at, value }] of [...node.entries].sort(([a], [b]) => compareText(a, b))) {
    if (value.kind === 'list') items.push(...value.items.map((item) => pair(key, item, at)));
    else items.push(pair(key, value, at));
  }
  return list(items, node.at);
}

function pair(key: string, value: Node, at: SourceLocation): Node {
  if (value.kind !== 'scalar') return scalar(`${key}=${goValue(value)}`, value.at);
  return value.value === null ? scalar(key, at) : scalar(`${key}=${goText(value)}`, value.at);
}

/** The mapping form of a value that may be a list of names: `[a, b]` is `{a: null, b: null}`. `undefined` for anything else. */
export function asNamed(node: Node): MapNode | undefined {
  if (node.kind === 'map') return node;
  return node.kind === 'list' ? named(node, (at) => scalar(null, at)) : undefined;
}

/** The mapping form of `depends_on`. */
export function asDependencies(node: Node): MapNode {
  if (node.kind === 'map') return node;
  if (node.kind === 'scalar') return map(new Map(), node.at);
  return named(node, (at) => mapOf({ condition: scalar('service_started', at), required: scalar(true, at) }, at));
}

function named(node: ListNode, value: (at: SourceLocation) => Node): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const item of node.items) {
    const name = stringOf(item);
    if (name !== undefined && !entries.has(name)) entries.set(name, { at: item.at, value: value(item.at) });
  }
  return map(entries, node.at);
}

export function isSameText(a: Node, b: Node): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' && goText(a) === goText(b);
}
