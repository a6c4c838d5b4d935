import { MERGE } from './scalar.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import { mapItems, mapValues } from './nodes.ts';
import type { Node, ScalarNode } from './tree.ts';

/** `document` with the plain scalars that YAML readers of Compose versions take differently as the version at hand takes them. */
export function asRead(document: Node, behaviour: Behaviour): Node {
  if (document.kind === 'scalar') return scalarAsRead(document, behaviour);
  if (document.kind === 'list')
    return mapItems(document, (item) => (isDropped(item, behaviour) ? undefined : asRead(item, behaviour)));
  return mapValues(document, (value) => (isDropped(value, behaviour) ? undefined : asRead(value, behaviour)));
}

function scalarAsRead(node: ScalarNode, behaviour: Behaviour): ScalarNode {
  const isMinusZero = node.value === 0 && !node.quoted && node.source === '-0';
  return isMinusZero && behaviour('minusZero') === 'fraction' ? { ...node, value: -0, source: '-0.0' } : node;
}

function isDropped(node: Node, behaviour: Behaviour): boolean {
  const isMergeSign =
    node.kind === 'scalar' &&
    (node.tag === MERGE || (node.tag === null && !node.quoted && node.value === '<<' && node.source === '<<'));
  return isMergeSign && behaviour('mergeSignValues') === 'dropped';
}
