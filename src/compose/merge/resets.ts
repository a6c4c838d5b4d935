import { mapItems, mapValues } from '../yaml/nodes.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

/** Paths whose earlier value goes before a file is merged: `!reset` takes it away, `!override` puts the new one in its place. */
export interface Resets {
  readonly node: Node;
  readonly paths: readonly (readonly string[])[];
}

/** `node` without what `!reset` marks and without the marks, and the paths that both tags clear in what it is laid on. */
export function resetsOf(node: Node): Resets {
  const paths: (readonly string[])[] = [];
  return { node: stripped(node, [], paths) ?? { ...nullLike(node) }, paths };
}

function nullLike(node: Node): Node {
  return { kind: 'scalar', at: node.at, value: null, source: '', quoted: false, tag: null };
}

function stripped(node: Node, path: readonly string[], paths: (readonly string[])[]): Node | undefined {
  if (node.tag === '!reset') {
    paths.push(path);
    return undefined;
  }
  if (node.tag === '!override') paths.push(path);
  if (node.kind === 'scalar') return node;
  const kept =
    node.kind === 'list'
      ? mapItems(node, (item) => (item.tag === '!reset' ? undefined : stripped(item, [...path, '*'], paths)))
      : mapValues(node, (value, key) => stripped(value, [...path, key], paths));
  return node.tag === null ? kept : { ...kept, tag: null };
}

/** `model` without what stands at any of `paths`. */
export function cleared(model: MapNode, paths: readonly (readonly string[])[]): MapNode {
  return paths.reduce<MapNode>((left, path) => clearedAt(left, path), model);
}

function clearedAt(node: MapNode, [key, ...rest]: readonly string[]): MapNode {
  if (key === undefined) return node;
  return mapValues(node, (value, name) => {
    if (name !== key) return value;
    if (rest.length === 0) return undefined;
    return value.kind === 'map' ? clearedAt(value, rest) : value;
  });
}

/** Whether any tag is in `node`: most files have none, and are then not rebuilt. */
export function hasResets(node: Node): boolean {
  if (node.tag === '!reset' || node.tag === '!override') return true;
  if (node.kind === 'list') return node.items.some(hasResets);
  return node.kind === 'map' && [...node.entries.values()].some(({ value }) => hasResets(value));
}
