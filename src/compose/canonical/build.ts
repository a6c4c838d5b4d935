import { mapOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/tree.ts';

/** `build: DIR` is `build: {context: DIR}`. */
export function buildOf(node: Node): Node {
  return node.kind === 'scalar' && node.value !== null ? mapOf({ context: node }, node.at) : node;
}
