import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ModelPath } from '../edit.ts';
import type { Entry, Spot } from './links.ts';
import { isMergeKey, keyText, mergedInto } from './shown.ts';
import type { WrittenFile } from './written-file.ts';

/** What a path leads to in a file. */
export interface Route {
  /** What `path` leads to as far as it does: the last mapping or list, or a scalar; `null`: an empty value. */
  readonly node: ParsedNode | null;
  /** Whose value that is; `null`: the top of the document. */
  readonly spot: Spot | null;
  /** How many parts of the path that took. */
  readonly length: number;
  /** The step at which the way leaves what is written at the path itself: by an alias, or by a key that `<<` brings. */
  readonly left: Leaving | null;
}

export interface Leaving {
  readonly map: YAMLMap.Parsed;
  readonly key: string;
  /** Parts of the path up to and with `key`. */
  readonly length: number;
  /** What stands there: an alias, or the value that `<<` brings. */
  readonly brought: ParsedNode | null;
  readonly by: 'alias' | 'merge';
}

/** The way along `path`. A number leads to the item at the offset `at`. */
export function routeIn(file: WrittenFile, document: Document.Parsed, path: ModelPath, at: number): Route {
  let node: ParsedNode | null = document.contents;
  let spot: Spot | null = null;
  let left: Leaving | null = null;
  for (const [length, part] of path.entries()) {
    const step = stepFrom(file, node, part, at);
    if (step === null) return { node, spot, length, left };
    const { held, here } = step;
    const value: ParsedNode | null = held.kind === 'item' ? held.item : held.pair.value;
    const whole: ParsedNode | null = isAlias(value) ? (file.links.targets.get(value) ?? null) : value;
    const isMerged = held.kind === 'entry' && here !== held.map;
    if (left === null && here !== null && (isMerged || isAlias(value)))
      left = { map: here, key: String(part), length: length + 1, brought: value, by: isMerged ? 'merge' : 'alias' };
    spot = held;
    node = isNothing(whole) ? null : whole;
  }
  return { node, spot, length: path.length, left };
}

interface Step {
  /** The node of the value. */
  readonly held: Spot;
  /** The mapping that the key was asked of; another than that which holds it where `<<` brings it. */
  readonly here: YAMLMap.Parsed | null;
}

function stepFrom(file: WrittenFile, node: ParsedNode | null, part: string | number, at: number): Step | null {
  if (isSeq(node)) {
    const item = typeof part === 'number' ? itemAt(file, node, at) : null;
    return item === null ? null : { held: { kind: 'item', list: node, item }, here: null };
  }
  if (!isMap(node) || typeof part === 'number') return null;
  const own = pairOf(node, part);
  if (own !== null) return { held: { kind: 'entry', map: node, pair: own }, here: node };
  for (const merged of mergedInto(node, file.links.targets)) {
    const brought = stepFrom(file, merged, part, at);
    if (brought !== null) return { held: brought.held, here: node };
  }
  return null;
}

/** The entry of a mapping itself, merge keys left out. */
export function pairOf(map: YAMLMap.Parsed, key: string): Entry | null {
  const known = PAIRS.get(map) ?? pairsOf(map);
  PAIRS.set(map, known);
  return known.get(key) ?? null;
}

/** The entries of each mapping by their keys, looked through once: many fixes are of one file. */
const PAIRS = new WeakMap<YAMLMap.Parsed, ReadonlyMap<string, Entry>>();

/** Of a key that is written twice the first. */
function pairsOf({ items }: YAMLMap.Parsed): ReadonlyMap<string, Entry> {
  const pairs = new Map<string, Entry>();
  for (const pair of items) {
    if (pair.key === null || isMergeKey(pair.key)) continue;
    const key = keyText(pair.key);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  return pairs;
}

/** The item of `list` at an offset, or that an alias there stands for. */
export function itemAt({ links }: WrittenFile, list: YAMLSeq.Parsed, at: number): ParsedNode | null {
  return list.items.find((item) => (isAlias(item) ? links.targets.get(item) : item)?.range[0] === at) ?? null;
}

/** An empty value: nothing, `null` or `~`. */
export function isNothing(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && /^(null|Null|NULL|~)?$/.test(String(node.value)));
}
