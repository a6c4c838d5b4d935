import { error, type Problems } from '../diagnostics.ts';
import { isNull, list, map } from '../yaml/nodes.ts';
import { below, type Patterns } from '../yaml/patterns.ts';
import type { MapEntry, ListNode, MapNode, Node } from '../yaml/tree.ts';

/** What becomes of `base` when `over` is laid on it, where the general rule does not hold. */
export type MergeRule = (base: Node, over: Node, merging: Merging) => Node;

/** Where a merge stands: what the table says below, the path for messages, and where problems go. */
export interface Merging {
  readonly rules: Patterns<MergeRule> | undefined;
  readonly path: readonly string[];
  readonly problems: Problems;
}

export function mergeNodes(base: Node, over: Node, merging: Merging): Node {
  if (merging.rules?.rule !== undefined) return merging.rules.rule(base, over, merging);
  if (isNull(over)) return base;
  if (isNull(base)) return over;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, merging);
  if (base.kind === 'list' && over.kind === 'list') return appended(base, over);
  if (base.kind === 'scalar') return over;
  merging.problems.push(
    error(
      'merge-conflict',
      over.at,
      `${merging.path.join('.')} is a ${base.kind} in an earlier file and a ${over.kind} here; the two cannot be merged.`,
    ),
  );
  return base;
}

export function mergeMaps(base: MapNode, over: MapNode, merging: Merging): MapNode {
  if (over.entries.size === 0) return base;
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const own = entries.get(key);
    if (own === undefined) {
      entries.set(key, entry);
      continue;
    }
    const value = mergeNodes(own.value, entry.value, {
      ...merging,
      rules: below(merging.rules, key),
      path: [...merging.path, key],
    });
    if (value !== own.value) entries.set(key, { at: value === entry.value ? entry.at : own.at, value });
  }
  return map(entries, base.at);
}

export function appended(base: ListNode, over: ListNode): ListNode {
  return list([...base.items, ...over.items], base.at);
}
