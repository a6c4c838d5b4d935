import { isMap, isSeq } from 'yaml';
import { listChange, mapChange, noChanges, withoutEmptied, type Changes } from './write/changes.ts';
import type { Splice } from './write/content.ts';
import type { Edit } from './edit.ts';
import { edited, itemText, nameIn, type Inside } from './write/inside.ts';
import { NOTHING, shownCopy, shownValue, styleOf, textOf } from './write/shown.ts';
import type { Shown } from './write/print.ts';
import { spliced, splicesOf } from './write/splices.ts';
import { meant, type Leaf, type EditTarget } from './write/target.ts';
import type { OpenFile, WrittenFile } from './write/written-file.ts';

export type Applied =
  | { readonly kind: 'applied'; readonly files: readonly ChangedFile[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** A file before and after. */
export interface ChangedFile {
  readonly name: string;
  readonly before: WrittenFile;
  readonly after: string;
  readonly splices: readonly Splice[];
}

/**
 * What `edits` make of the files, all of them together: each byte that none of them is about stays. Refused, with the reason, where one
 * cannot be made without changing what it is not about.
 */
export function apply(open: OpenFile, edits: readonly Edit[]): Applied {
  const targets = meant(open, edits);
  if ('reason' in targets) return { kind: 'refused', reason: targets.reason };
  const changes = new Map<string, { readonly file: WrittenFile; readonly changes: Changes }>();
  for (const target of targets) {
    const known = changes.get(target.name) ?? { file: target.file, changes: noChanges() };
    changes.set(target.name, known);
    if (!note(known.changes, target)) return { kind: 'refused', reason: odd(target) };
  }
  const files: ChangedFile[] = [];
  for (const [name, { file, changes: noted }] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kept = withoutEmptied(file, noted);
    if (kept !== null) return { kind: 'refused', reason: `others refer to what would go from ${name} by an anchor` };
    const splices = splicesOf(file, noted);
    if (splices === null) return { kind: 'refused', reason: `${name} has it in a form that is not edited` };
    const after = spliced(file.text, splices);
    if (after !== file.text) files.push({ name, before: file, after, splices });
  }
  return { kind: 'applied', files };
}

function odd({ name, edit }: EditTarget): string {
  return `${name} has ${edit.path.join('.')} in a form that is not edited`;
}

/** Adds what becomes of `target`; `false`: its form cannot take the edit. */
function note(changes: Changes, target: EditTarget): boolean {
  const { edit, place } = target;
  if (place.kind === 'copy') return copied(changes, target, place);
  if (place.kind === 'leaf') return atLeaf(changes, target, place.leaf);
  const { node, spot, length } = place.route;
  const inside: Inside = { operation: edit, path: edit.path, at: target.offset };
  const part = edit.path[length];
  if (isSeq(node)) {
    const text = part === undefined ? null : itemText(edit.path, edit.kind === 'set' ? edit.value : null);
    if (edit.kind === 'append' && part === undefined) {
      listChange(changes, node, length).added.push(shownValue(edit.value, listStyle(node.items.at(-1) ?? null)));
      return true;
    }
    if (edit.kind !== 'set' || text === null || length !== edit.path.length - 1) return false;
    const there = node.items.find((item) => nameIn(textOf(item)) === part);
    const change = listChange(changes, node, length);
    if (there === undefined) change.added.push(shownValue(text, listStyle(node.items.at(-1) ?? null)));
    else change.replaced.set(there, shownValue(text, styleOf(there)));
    return true;
  }
  if (isMap(node)) {
    if (part === undefined) {
      if (edit.kind !== 'append' || typeof edit.value !== 'string') return false;
      mapChange(changes, node, length).added.set(edit.value, NOTHING);
      return true;
    }
    const change = mapChange(changes, node, length);
    const own = node.items.find(({ key }) => textOf(key) === part);
    const before = own === undefined ? change.added.get(String(part)) : change.replaced.get(own);
    const value = edited(before ?? NOTHING, length + 1, inside);
    if (value === null) return false;
    if (own === undefined) change.added.set(String(part), value);
    else change.replaced.set(own, styled(value, styleOf(own.value)));
    return true;
  }
  if (spot?.kind !== 'entry') return false;
  const change = mapChange(changes, spot.map, length - 1);
  const value = edited(change.replaced.get(spot.pair) ?? NOTHING, length, inside);
  if (value === null) return false;
  change.replaced.set(spot.pair, value);
  return true;
}

function listStyle(item: Parameters<typeof styleOf>[0]): ReturnType<typeof styleOf> {
  const style = styleOf(item);
  return style === 'plain' ? 'any' : style;
}

function styled(value: Shown, style: ReturnType<typeof styleOf>): Shown {
  return value.kind === 'scalar' && value.style === 'any' ? { ...value, style } : value;
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
    : edited(start, left.length, { operation: edit, path: edit.path, at: target.offset });
  if (value === null) return false;
  if (own === undefined) change.added.set(left.key, value);
  else change.replaced.set(own, value);
  return true;
}
