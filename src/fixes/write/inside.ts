import type { Edit, NewValue } from '../edit.ts';
import { entryOf, type Shown, type ShownItem } from './print.ts';
import { NOTHING, shownValue } from './shown.ts';

export type Operation =
  { readonly kind: 'set' | 'append' | 'replace'; readonly value: NewValue } | { readonly kind: 'remove' };

/** What an edit does at the end of its path, where what leads there is not in the file yet or is a copy. */
export interface Inside {
  readonly operation: Operation;
  /** The path from the top of the model. */
  readonly path: Edit['path'];
  /** Offset of the item that a number in the path stands for. */
  readonly at: number;
}

/** `shown`, which stands behind `length` parts of the path, edited; `null`: it has no such part, or a form that cannot take it. */
export function edited(shown: Shown, length: number, inside: Inside): Shown | null {
  const { operation, path } = inside;
  const part = path[length];
  if (part === undefined) return atEnd(shown, length, inside);
  const isNew = operation.kind === 'set' || operation.kind === 'append';
  if (isEmpty(shown)) {
    if (!isNew || typeof part === 'number') return null;
    if (operation.kind === 'set' && operation.value === null && namesOnly(path, length)) {
      return { kind: 'list', items: [itemOf(part, null)] };
    }
    return edited({ kind: 'map', entries: [] }, length, inside);
  }
  if (shown.kind === 'list') return inItems(shown.items, part, length, inside);
  if (shown.kind !== 'map' || typeof part === 'number') return null;
  const entry = shown.entries.find(({ key, isMerge }) => key === part && !isMerge);
  if (length === path.length - 1 && operation.kind === 'remove') {
    return entry === undefined ? null : { kind: 'map', entries: shown.entries.filter((other) => other !== entry) };
  }
  if (entry === undefined && !isNew) return null;
  const value = edited(entry?.value ?? NOTHING, length + 1, inside);
  if (value === null) return null;
  const entries =
    entry === undefined
      ? [...shown.entries, entryOf(part, value)]
      : shown.entries.map((other) => (other === entry ? { ...entry, value } : other));
  return { kind: 'map', entries };
}

function atEnd(shown: Shown, length: number, { operation, path }: Inside): Shown | null {
  if (operation.kind === 'remove') return null;
  if (operation.kind !== 'append') return shownValue(operation.value);
  const item = { from: null, value: shownValue(operation.value) };
  if (isEmpty(shown)) return { kind: 'list', items: [item] };
  if (shown.kind === 'list') return { kind: 'list', items: [...shown.items, item] };
  const isName = shown.kind === 'map' && typeof operation.value === 'string' && namesOnly(path, length);
  return isName ? { kind: 'map', entries: [...shown.entries, entryOf(String(operation.value), NOTHING)] } : null;
}

/** Lists of a text for each entry, `A=b`, or of the names of the entries. */
function inItems(items: readonly ShownItem[], part: string | number, length: number, inside: Inside): Shown | null {
  const { operation, path, at } = inside;
  const isEnd = length === path.length - 1;
  const found = items.find(({ from, value }) =>
    typeof part === 'number' ? from === at : isEnd && value.kind === 'scalar' && nameIn(value.text) === part,
  );
  if (operation.kind === 'remove' && isEnd) {
    return found === undefined ? null : { kind: 'list', items: items.filter((item) => item !== found) };
  }
  if (typeof part === 'number') {
    const value = found === undefined ? null : edited(found.value, length + 1, inside);
    return value === null
      ? null
      : { kind: 'list', items: items.map((item) => (item === found ? { ...item, value } : item)) };
  }
  const text = isEnd && operation.kind !== 'remove' ? itemText(path, operation.value) : null;
  if (text === null) return null;
  const item: ShownItem = { from: found?.from ?? null, value: shownValue(text) };
  return {
    kind: 'list',
    items: found === undefined ? [...items, item] : items.map((other) => (other === found ? item : other)),
  };
}

function itemOf(name: string, from: number | null): ShownItem {
  return { from, value: shownValue(name) };
}

/** An entry of a mapping as the item of a list; `null`: it cannot be one. */
export function itemText(path: Edit['path'], value: NewValue): string | null {
  const name = path.at(-1);
  if (typeof name !== 'string') return null;
  if (namesOnly(path, path.length - 1)) return value === null ? name : null;
  if (value !== null && typeof value === 'object') return null;
  return value === null ? name : `${name}=${String(value)}`;
}

/** Whose entry an item of a list is: `A` for `A=b`. */
export function nameIn(text: string): string {
  return text.replace(/=[^]*$/, '');
}

/** Whether the list that stands behind `length` parts of the path names its entries only: networks and dependencies of a service. */
function namesOnly(path: Edit['path'], length: number): boolean {
  return length === 3 && path[0] === 'services' && (path[2] === 'networks' || path[2] === 'depends_on');
}

function isEmpty(shown: Shown): boolean {
  return shown.kind === 'scalar' && shown.style === 'plain' && /^(null|Null|NULL|~)?$/.test(shown.text);
}
