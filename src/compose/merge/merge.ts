import type { Problems } from '../diagnostics.ts';
import { MERGE_RULES } from './merge-rules.ts';
import { below, type Patterns } from '../yaml/patterns.ts';
import type { MapNode, Node } from '../yaml/tree.ts';
import { mergeMaps, mergeNodes, type MergeRule, type Merging } from './merging.ts';

/**
 * `over` laid on `base`, as Compose does with a second file or an extending service: mappings merge key by key, lists append,
 * scalars are replaced, `null` changes nothing; `merge-rules.ts` lists the exceptions. Every value keeps the place that won.
 * `path` is where both stand in the file, `[]` for whole files.
 */
export function merge(base: MapNode, over: MapNode, problems: Problems, path: readonly string[] = []): MapNode {
  return mergeMaps(base, over, mergingAt(path, problems));
}

/** The same for values of any kind. */
export function mergedAt(base: Node, over: Node, problems: Problems, path: readonly string[]): Node {
  return mergeNodes(base, over, mergingAt(path, problems));
}

function mergingAt(path: readonly string[], problems: Problems): Merging {
  let rules: Patterns<MergeRule> | undefined = MERGE_RULES;
  for (const key of path) rules = below(rules, key);
  return { rules, path, problems };
}
