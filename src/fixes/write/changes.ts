import { isAlias, isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Entry, Spot } from './links.ts';
import type { Shown } from './print.ts';
import type { WrittenFile } from './written-file.ts';

/** What becomes of the mappings and lists of a file. */
export interface Changes {
  readonly maps: Map<YAMLMap.Parsed, MapChange>;
  readonly lists: Map<YAMLSeq.Parsed, ListChange>;
}

export interface MapChange {
  readonly removed: Set<Entry>;
  readonly replaced: Map<Entry, Shown>;
  readonly added: Map<string, Shown>;
  /** Keys that lead to the mapping in the model. */
  readonly depth: number;
}

export interface ListChange {
  readonly removed: Set<ParsedNode>;
  readonly replaced: Map<ParsedNode, Shown>;
  readonly added: Shown[];
  readonly depth: number;
}

export function noChanges(): Changes {
  return { maps: new Map(), lists: new Map() };
}

export function mapChange({ maps }: Changes, map: YAMLMap.Parsed, depth: number): MapChange {
  const known = maps.get(map) ?? { removed: new Set(), replaced: new Map(), added: new Map(), depth };
  maps.set(map, known);
  return known;
}

export function listChange({ lists }: Changes, list: YAMLSeq.Parsed, depth: number): ListChange {
  const known = lists.get(list) ?? { removed: new Set(), replaced: new Map(), added: [], depth };
  lists.set(list, known);
  return known;
}

/**
 * Takes away what has nothing left, from the inside out: a list, a section of the file or of a service. A service or a network that is
 * left without settings stays, for its name says something. Gives the value that has to go while others stand for it; `null`: none.
 */
export function withoutEmptied(file: WrittenFile, changes: Changes): ParsedNode | null {
  // Taking away a value can empty what is around it.
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const [list, change] of changes.lists) {
      if (change.added.length > 0 || list.items.some((item) => !change.removed.has(item))) continue;
      changes.lists.delete(list);
      emptied(list, change.depth, { kind: 'list', items: [] });
      isSettled = false;
    }
    for (const [map, change] of changes.maps) {
      if (change.added.size > 0 || map.items.some((pair) => !change.removed.has(pair))) continue;
      const spot = file.links.spotOf.get(map);
      if (spot === undefined) continue;
      changes.maps.delete(map);
      emptied(map, change.depth, { kind: 'map', entries: [] });
      isSettled = false;
    }
  }
  return stillMeant(file, changes);

  function emptied(node: ParsedNode, depth: number, rest: Shown): void {
    const spot = file.links.spotOf.get(node);
    if (spot === undefined) return;
    const isMeant = file.links.aliases.has(node) || (isMap(node) && depth !== 1 && depth !== 3);
    if (spot.kind === 'item') listChange(changes, spot.list, depth - 1).removed.add(spot.item);
    else if (isMeant) mapChange(changes, spot.map, depth - 1).replaced.set(spot.pair, rest);
    else mapChange(changes, spot.map, depth - 1).removed.add(spot.pair);
  }
}

/** A value among those that are taken away whose anchor something else refers to. */
function stillMeant(file: WrittenFile, { maps, lists }: Changes): ParsedNode | null {
  const gone = [
    ...[...maps.values()].flatMap(({ removed, replaced }) =>
      [...removed, ...replaced.keys()].flatMap(({ value }) => value ?? []),
    ),
    ...[...lists.values()].flatMap(({ removed, replaced }) => [...removed, ...replaced.keys()]),
  ];
  const isGone = (offset: number): boolean => gone.some(({ range }) => range[0] <= offset && offset < range[1]);
  const isLeaving = (node: ParsedNode): boolean => {
    if (file.links.aliases.get(node)?.some(({ range }) => !isGone(range[0])) === true) return true;
    if (isMap(node)) return node.items.some(({ value }) => value !== null && isLeaving(value));
    return isSeq(node) && node.items.some(isLeaving);
  };
  return gone.find((node) => !isAlias(node) && isLeaving(node)) ?? null;
}

/** The value that stands at a spot. */
export function valueAt(spot: Spot): ParsedNode | null {
  return spot.kind === 'item' ? spot.item : spot.pair.value;
}
