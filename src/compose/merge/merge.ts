import type { Problems } from '../diagnostics.ts';
import { MERGE_RULES } from './merge-rules.ts';
import { below, type Patterns } from '../yaml/patterns.ts';
import type { MapNode } from '../yaml/tree.ts';
import { mergeMaps, type MergeRule } from './merging.ts';

/**
 * `over` laid on `base`, as Compose does with a second file or an extending service: mappings merge key by key, lists append,
 * scalars are replaced, `null` changes nothing; `merge-rules.ts` lists the exceptions. Every value keeps the place that won.
 * `path` is where both stand in the file, `[]` for whole files.
 */
export function merge(base: MapNode, over: MapNode, problems: Problems, path: readonly string[] = []): MapNode {
  let rules: Patterns<MergeRule> | undefined = MERGE_RULES;
  for (const key of path) rules = below(rules, key);
  return mergeMaps(base, over, { rules, path, problems });
}
