import { mapItems, mapValues } from './nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import type { MapEntry, MapNode, Node } from './tree.ts';

/** A tag that takes away what a document is laid on: `!reset` altogether, `!override` to put its own value in the place. */
export interface Reset {
  readonly tag: '!reset' | '!override';
  readonly path: readonly string[];
  readonly at: SourceLocation;
}

export interface Untagged {
  readonly node: Node;
  readonly resets: readonly Reset[];
}

/** `node` without what `!reset` marks and without the marks, and what both tags clear in what it is laid on. */
export function resetsOf(node: Node, behaviour: Behaviour): Untagged {
  const walk: ResetWalk = { behaviour, resets: [], seen: new Set() };
  return { node: stripped(node, [], walk) ?? { ...nullLike(node) }, resets: walk.resets };
}

interface ResetWalk {
  readonly behaviour: Behaviour;
  readonly resets: Reset[];
  /** Entries that `!reset` took away. Aliases share them with their anchor. */
  readonly seen: Set<MapEntry>;
}

function nullLike(node: Node): Node {
  return { kind: 'scalar', at: node.at, value: null, source: '', quoted: false, tag: null };
}

function stripped(node: Node, path: readonly string[], walk: ResetWalk): Node | undefined {
  if (node.tag === '!reset') {
    walk.resets.push({ tag: node.tag, path, at: node.at });
    return undefined;
  }
  if (node.tag === '!override') {
    walk.resets.push({ tag: node.tag, path, at: node.at });
    return untagged(node);
  }
  if (node.kind === 'scalar') return node;
  const kept =
    node.kind === 'list'
      ? mapItems(node, (item) => (item.tag === '!reset' ? undefined : stripped(item, [...path, '*'], walk)))
      : mapValues(node, (value, key, entry) =>
          isRepeated(entry, walk) ? undefined : stripped(value, [...path, key], walk),
        );
  return node.tag === null ? kept : { ...kept, tag: null };
}

/** What replaces all that was there is whole: a tag inside it has nothing to act on, and Compose takes the value behind it. */
function untagged(node: Node): Node {
  if (node.kind === 'scalar') return node.tag?.startsWith('!') === true ? { ...node, tag: null } : node;
  const below = node.kind === 'list' ? mapItems(node, untagged) : mapValues(node, untagged);
  return below.tag === null ? below : { ...below, tag: null };
}

/** Whether an alias brings the entry again, and with it a `!reset` that only counts at the anchor. */
function isRepeated(entry: MapEntry, { behaviour, seen }: ResetWalk): boolean {
  if (entry.value.tag !== '!reset') return false;
  if (seen.has(entry)) return !behaviour('resetsAtAliases');
  seen.add(entry);
  return false;
}

/** `model` without what `resets` take away; those that find something there go into `effective`. */
export function cleared(model: MapNode, resets: readonly Reset[], effective: Set<SourceLocation>): MapNode {
  return resets.reduce<MapNode>((left, { path, at }) => {
    const rest = clearedAt(left, path);
    if (rest !== left) effective.add(at);
    return rest;
  }, model);
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
