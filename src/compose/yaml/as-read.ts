import { MERGE } from './scalar.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import { mapItems, mapValues } from './nodes.ts';
import type { Node, ScalarNode } from './tree.ts';

/** `document` with the plain scalars that YAML readers of Compose versions take differently as the version at hand takes them. */
export function asRead(document: Node, behaviour: Behaviour): Node {
  if (document.kind === 'scalar') return scalarAsRead(document, behaviour);
  if (document.kind === 'list') return mapItems(document, (item) => asRead(item, behaviour));
  return mapValues(document, (value) =>
    isMergeSign(value) && behaviour('mergeSignValues') === 'dropped' ? undefined : asRead(value, behaviour),
  );
}

function scalarAsRead(node: ScalarNode, behaviour: Behaviour): ScalarNode {
  const isMinusZero = Object.is(node.value, -0) || (node.value === 0 && node.source.startsWith('-'));
  return isMinusZero && /^-0+$/.test(node.source) && behaviour('minusZero') === 'text'
    ? { ...node, value: node.source }
    : node;
}

function isMergeSign(node: Node): boolean {
  return node.kind === 'scalar' && (node.tag === MERGE || (!node.quoted && node.source === '<<'));
}
