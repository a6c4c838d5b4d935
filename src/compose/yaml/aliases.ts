import { type Diagnostic, error } from '../diagnostics.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import type { MapEntry, Node } from './tree.ts';

/** Aliases of one anchor that a version of Compose takes for a cycle, since it takes the dot in a name for the border of two keys. */
export function checkAliases(document: Node, behaviour: Behaviour): readonly Diagnostic[] {
  const walk: AliasWalk = { places: new Map(), merged: new Set(), found: [] };
  if (hasDottedKey(document, 0)) look(document, [], walk);
  return walk.found.length > 0 && behaviour('dottedAliases') === 'cycle' ? walk.found : [];
}

interface AliasWalk {
  /** Paths of each value; the first is where its anchor stands. */
  readonly places: Map<Node, string[]>;
  /** Entries that stand at an anchor, and again where `<<` brings them. */
  readonly merged: Set<MapEntry>;
  readonly found: Diagnostic[];
}

/** Names stand on the first levels; below them dots are everyday, and two levels of them never meet. */
function hasDottedKey(node: Node, depth: number): boolean {
  if (node.kind !== 'map' || depth > 3) return false;
  return [...node.entries].some(([key, { value }]) => key.includes('.') || hasDottedKey(value, depth + 1));
}

function look(node: Node, path: readonly string[], walk: AliasWalk): void {
  const places = walk.places.get(node);
  const own = path.join('.');
  if (places === undefined) walk.places.set(node, [own]);
  else {
    const other = places.slice(1).find((place) => isCycle(place, own));
    if (other !== undefined)
      walk.found.push(
        error(
          'alias-cycle',
          node.at,
          `Compose takes ${own} and ${other}, which stand for the same value by an alias, for a cycle. Write the value out in one of them.`,
        ),
      );
    places.push(own);
    return;
  }
  if (node.kind === 'list') node.items.forEach((item, index) => look(item, [...path, String(index)], walk));
  if (node.kind !== 'map') return;
  for (const [key, entry] of node.entries) {
    if (walk.merged.has(entry)) continue;
    walk.merged.add(entry);
    look(entry.value, [...path, key], walk);
  }
}

function isCycle(one: string, other: string): boolean {
  if (one === other || (!one.startsWith(`${other}.`) && !other.startsWith(`${one}.`))) return false;
  const [a, b] = [one.split('.'), other.split('.')];
  const services = a.findIndex((part, index) => part === 'services' && b[index] === 'services');
  return services < 0 || a[services + 1] === undefined || a[services + 1] === b[services + 1];
}
