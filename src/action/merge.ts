import type { FetchingTree } from '../io/github/tree.ts';

/** What a merge gives: the head as it is, where the base has nothing that it lacks; files of its own; or nothing. */
export type Merge =
  | { readonly kind: 'head' }
  | { readonly kind: 'tree'; readonly tree: FetchingTree }
  | { readonly kind: 'none'; readonly why: string };

/** Whether a commit with these parents is the merge of `head` into `base` as they are now. */
export function isMergeOf(parents: readonly string[], base: string, head: string): boolean {
  return parents.length === 2 && parents[0] === base && parents[1] === head;
}
