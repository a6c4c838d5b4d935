import type { SourceLocation } from '../source.ts';
import type { MapEntry, ListNode, MapNode, Node, ScalarNode } from './tree.ts';

/** A scalar that a pass made, standing where the value it was made from was written. */
export function scalar(value: ScalarNode['value'], at: SourceLocation): ScalarNode {
  return {
    kind: 'scalar',
    at,
    value,
    source: value === null ? '' : String(value),
    quoted: typeof value === 'string',
    tag: null,
  };
}

export function list(items: readonly Node[], at: SourceLocation): ListNode {
  return { kind: 'list', at, items, tag: null };
}

export function map(entries: ReadonlyMap<string, MapEntry>, at: SourceLocation): MapNode {
  return { kind: 'map', at, entries, tag: null };
}

/** A map of nodes whose keys stand where their values stand. */
export function mapOf(values: Readonly<Record<string, Node>>, at: SourceLocation): MapNode {
  return map(new Map(Object.entries(values).map(([key, value]) => [key, { at: value.at, value }])), at);
}

export function withEntry(node: MapNode, key: string, entry: MapEntry): MapNode {
  return { ...node, entries: new Map(node.entries).set(key, entry) };
}

/** `node` with `key` set to `value`; a key that is there keeps its place. */
export function withValue(node: MapNode, key: string, value: Node): MapNode {
  return withEntry(node, key, { at: node.entries.get(key)?.at ?? value.at, value });
}

export function without(node: MapNode, key: string): MapNode {
  if (!node.entries.has(key)) return node;
  const entries = new Map(node.entries);
  entries.delete(key);
  return { ...node, entries };
}

/** The value of `key`, where `node` is a map that has it. */
export function valueOf(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The map under `key`, where there is one. */
export function mapAt(node: Node | undefined, key: string): MapNode | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'map' ? value : undefined;
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

export function entriesOf(node: Node | undefined): Iterable<[string, MapEntry]> {
  return node?.kind === 'map' ? node.entries : [];
}

/** The text of a string scalar. */
export function stringOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

/** `node` with every map value replaced by `change(value, key)`; `undefined` takes the key away. The same node when nothing changed. */
export function mapValues(
  node: MapNode,
  change: (value: Node, key: string, entry: MapEntry) => Node | undefined,
): MapNode {
  let entries: Map<string, MapEntry> | null = null;
  for (const [key, entry] of node.entries) {
    const value = change(entry.value, key, entry);
    if (value === entry.value) continue;
    entries ??= new Map(node.entries);
    if (value === undefined) entries.delete(key);
    else entries.set(key, { at: entry.at, value });
  }
  return entries === null ? node : { ...node, entries };
}

/** `node` with every item replaced by `change(item, index)`; `undefined` drops it. The same node when nothing changed. */
export function mapItems(node: ListNode, change: (item: Node, index: number) => Node | undefined): ListNode {
  let same = true;
  const items: Node[] = [];
  node.items.forEach((item, index) => {
    const value = change(item, index);
    if (value !== item) same = false;
    if (value !== undefined) items.push(value);
  });
  return same ? node : { ...node, items };
}
