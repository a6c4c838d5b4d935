import { entriesOf, itemsOf, valueOf } from '../yaml/nodes.ts';
import type { Located } from '../source.ts';
import type { Node } from '../yaml/tree.ts';

/** Typed readers of a loaded model, which validation has given its shape: what is not of the type asked for counts as absent. */

export function text(node: Node | undefined, key: string): Located<string> | null {
  return located(valueOf(node, key));
}

/** A scalar as text; numbers and booleans as they were written. */
export function located(node: Node | undefined): Located<string> | null {
  if (node?.kind !== 'scalar' || node.value === null) return null;
  return { value: String(node.value), at: node.at };
}

export function flag(node: Node | undefined, key: string): Located<boolean> | null {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? { value: value.value, at: value.at } : null;
}

export function number(node: Node | undefined, key: string): number | null {
  const value = valueOf(node, key);
  if (value?.kind !== 'scalar' || value.value === null || value.value === '') return null;
  const found = Number(value.value);
  return Number.isFinite(found) ? found : null;
}

export function texts(node: Node | undefined, key: string): readonly Located<string>[] {
  const value = valueOf(node, key);
  const items = value?.kind === 'scalar' ? [value] : itemsOf(value);
  return items.flatMap((item) => located(item) ?? []);
}

/** A mapping of texts; a value without text is `null`. */
export function textMap(node: Node | undefined, key: string): ReadonlyMap<string, Located<string | null>> {
  return new Map(
    [...entriesOf(valueOf(node, key))].map(([name, { at, value }]) => [name, located(value) ?? { value: null, at }]),
  );
}

/** A mapping of texts where a value without text is an empty one. */
export function labels(node: Node | undefined, key: string): ReadonlyMap<string, Located<string>> {
  return new Map([...textMap(node, key)].map(([name, { value, at }]) => [name, { value: value ?? '', at }]));
}
