import type { Node } from './tree.ts';

/** A variable whose value the file does not hold: one without a default, or with an empty one. */
const OPEN = /(?:^|[^$])(?:\$\$)*\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?:\}|:?[?+]|:?-\}))/;

/** The places (`FILE\0LINE\0COLUMN`) of values in `node`, as written, that take text from such a variable. */
export function addFromVariables(node: Node, places: Set<string>): void {
  if (node.kind === 'list') for (const item of node.items) addFromVariables(item, places);
  else if (node.kind === 'map') for (const { value } of node.entries.values()) addFromVariables(value, places);
  else if (typeof node.value === 'string' && node.value.includes('$') && OPEN.test(node.value)) {
    places.add(`${node.at.file}\0${node.at.line}\0${node.at.column}`);
  }
}
