import { isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { listChange, mapChange, type Changes } from './changes.ts';
import { edited, itemText, nameIn, type Inside } from './inside.ts';
import type { Entry } from './links.ts';
import type { ScalarStyle, Shown } from './print.ts';
import { NOTHING, shownCopy, shownValue, styleOf, textOf } from './shown.ts';
import type { EditTarget, Leaf } from './target.ts';

/** Adds what becomes of `target` to the changes of its file; `false`: its form cannot take the edit. */
export function note(changes: Changes, target: EditTarget): boolean {
  const { place } = target;
  switch (place.kind) {
    case 'copy':
      return copied(changes, target, place);
    case 'leaf':
      return atLeaf(changes, target, place.leaf);
    case 'route': {
      const { node, spot, length } = place.route;
      if (isSeq(node)) return inList(changes, target, node, length);
      if (isMap(node)) return inMapping(changes, target, node, length);
      return spot?.kind === 'entry' && inEmpty(changes, target, spot, length);
    }
  }
}

/** One more item of a list, which may stand for a mapping (`- A=b`). */
function inList(changes: Changes, { edit }: EditTarget, list: YAMLSeq.Parsed, length: number): boolean {
  const change = listChange(changes, list, length);
  const style = likeItem(list.items.at(-1) ?? null);
  if (edit.kind === 'append' && length === edit.path.length) {
    change.added.push(shownValue(edit.value, style));
    return true;
  }
  if (edit.kind !== 'set' || length !== edit.path.length - 1) return false;
  const text = itemText(edit.path, edit.value);
  if (text === null) return false;
  const there = list.items.find((item) => nameIn(textOf(item)) === edit.path[length]);
  if (there === undefined) change.added.push(shownValue(text, style));
  else change.replaced.set(there, shownValue(text, styleOf(there)));
  return true;
}

function likeItem(item: ParsedNode | null): ScalarStyle {
  const style = styleOf(item);
  return style === 'plain' ? 'any' : style;
}

function inMapping(changes: Changes, target: EditTarget, map: YAMLMap.Parsed, length: number): boolean {
  const { edit } = target;
  const change = mapChange(changes, map, length);
  const part = edit.path[length];
  // Networks may be a mapping of names, to which a name more is added.
  const key = part ?? (edit.kind === 'append' && typeof edit.value === 'string' ? edit.value : null);
  if (typeof key !== 'string') return false;
  const own = map.items.find((pair) => textOf(pair.key) === key);
  const before = (own === undefined ? change.added.get(key) : change.replaced.get(own)) ?? NOTHING;
  const value = part === undefined ? NOTHING : edited(before, length + 1, insideOf(target));
  if (value === null) return false;
  if (own === undefined) change.added.set(key, value);
  else change.replaced.set(own, styled(value, own));
  return true;
}

/** The quotes of the old value. */
function styled(value: Shown, { value: old }: Entry): Shown {
  if (value.kind !== 'scalar' || value.style !== 'any') return value;
  const style = styleOf(old);
  return { ...value, style: style === 'plain' ? 'bare' : style };
}

function inEmpty(
  changes: Changes,
  target: EditTarget,
  { map, pair }: { readonly map: YAMLMap.Parsed; readonly pair: Entry },
  length: number,
): boolean {
  const change = mapChange(changes, map, length - 1);
  const value = edited(change.replaced.get(pair) ?? NOTHING, length, insideOf(target));
  if (value !== null) change.replaced.set(pair, value);
  return value !== null;
}

function insideOf({ edit, offset }: EditTarget): Inside {
  return { operation: edit, path: edit.path, at: offset };
}

function atLeaf(changes: Changes, { edit }: EditTarget, leaf: Leaf): boolean {
  const { spot, depth } = leaf;
  if (spot.kind === 'entry') {
    const change = mapChange(changes, spot.map, depth);
    if (edit.kind === 'remove') change.removed.add(spot.pair);
    else change.replaced.set(spot.pair, shownValue(edit.value, styleOf(spot.pair.value)));
    return true;
  }
  const change = listChange(changes, spot.list, depth);
  if (edit.kind === 'remove') {
    change.removed.add(spot.item);
    return true;
  }
  const isNamed = typeof edit.path.at(-1) === 'string';
  const value = isNamed ? itemText(edit.path, edit.value) : edit.value;
  if (isNamed && value === null) return false;
  change.replaced.set(spot.item, shownValue(value, styleOf(spot.item)));
  return true;
}

/** The value that an anchor gives, written out at the path of its own and edited there. */
function copied(
  changes: Changes,
  target: EditTarget,
  { left, from }: Extract<EditTarget['place'], { kind: 'copy' }>,
): boolean {
  const { edit } = target;
  const change = mapChange(changes, left.map, left.length - 1);
  const own = left.map.items.find(({ key }) => textOf(key) === left.key);
  const known = own === undefined ? change.added.get(left.key) : change.replaced.get(own);
  const isAdding =
    isMap(from) &&
    left.by === 'alias' &&
    (edit.kind === 'set' || edit.kind === 'append') &&
    (edit.path.length === left.length + 1 || !from.items.some(({ key }) => textOf(key) === edit.path[left.length]));
  const start: Shown =
    known ??
    (isAdding && left.brought !== null
      ? { kind: 'map', entries: [{ key: '<<', isMerge: true, value: shownCopy(left.brought) }] }
      : shownCopy(from));
  const isGone = edit.kind === 'remove' && edit.path.length === left.length;
  // https://docs.docker.com/reference/compose-file/merge/#reset-value
  const value: Shown | null = isGone
    ? { kind: 'verbatim', text: '!reset null' }
    : edited(start, left.length, insideOf(target));
  if (value === null) return false;
  if (own === undefined) change.added.set(left.key, value);
  else change.replaced.set(own, value);
  return true;
}
