import { mapItems, mapValues } from './nodes.ts';
import { below, type Patterns } from './patterns.ts';
import type { MapNode, Node } from './tree.ts';

/** What a table's rule does with the value at `path`; `undefined` takes the value away. */
export type Rewrite<C> = (value: Node, path: readonly string[], context: C) => Node | undefined;

/** `model` with every rule of the table applied where it matches: a value first, then what is below the result. */
export function rewrite<C>(model: MapNode, table: Patterns<Rewrite<C>>, context: C): MapNode {
  const result = rewritten(model, table, context, []);
  return result?.kind === 'map' ? result : model;
}

function rewritten<C>(node: Node, table: Patterns<Rewrite<C>>, context: C, path: readonly string[]): Node | undefined {
  const value = table.rule === undefined ? node : table.rule(node, path, context);
  if (value === undefined || (table.any === undefined && table.keys.size === 0)) return value;
  if (value.kind === 'map') {
    return mapValues(value, (child, key) => {
      const next = below(table, key);
      return next === undefined ? child : rewritten(child, next, context, [...path, key]);
    });
  }
  const next = table.any;
  if (value.kind !== 'list' || next === undefined) return value;
  return mapItems(value, (child, index) => rewritten(child, next, context, [...path, `[${index}]`]));
}
