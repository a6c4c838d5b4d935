import { type Diagnostic, error } from '../diagnostics.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';
import type { Node } from '../yaml/tree.ts';

/** YAML makes a date of `2024-05-01`. */
export function isDate(node: Node): boolean {
  return node.kind === 'scalar' && node.tag === TIMESTAMP;
}

export function dateNotTaken(node: Node, path: string): Diagnostic {
  return error('wrong-type', node.at, `${path} is a date to YAML. Put it in quotes to make it a text.`);
}

/** Dates in `model`, of which every attribute has its type by now: those are left that stand where only text does. */
export function datesLeftIn(model: Node): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  collect(model, [], found);
  return found;
}

function collect(node: Node, path: readonly string[], found: Diagnostic[]): void {
  if (node.kind === 'map') {
    for (const [key, { value }] of node.entries) if (!key.startsWith('x-')) collect(value, [...path, key], found);
  } else if (node.kind === 'list') for (const item of node.items) collect(item, path, found);
  else if (isDate(node)) found.push(dateNotTaken(node, path.join('.')));
}
