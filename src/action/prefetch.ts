import { isCaller } from '../compose/calls/callers.ts';
import { namedAs } from '../compose/compose-file.ts';
import { resolved } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import type { Inputs } from './inputs.ts';
import { policyFiles } from './policy.ts';

/** The head as it is, where its merge is judged. */
export interface HeadAsWritten {
  readonly tree: FetchingTree;
  readonly judged: FetchingTree;
}

/** Fetches in one round what nearly every review reads: what is found later costs a round each. */
export async function prefetch(
  trees: readonly FetchingTree[],
  written: HeadAsWritten | null,
  inputs: Inputs,
): Promise<void> {
  for (const tree of trees) for (const path of likelyIn(tree, inputs)) tree.read(path);
  if (written !== null) {
    const { tree, judged } = written;
    for (const path of likelyIn(judged, inputs)) if (tree.id(path) !== judged.id(path)) tree.read(path);
  }
  for (const tree of trees) if (tree.pending().length > 0) await tree.fetch();
}

/** Compose files, files that may name others, and what the inputs name. */
export function likelyIn(tree: FetchingTree, inputs: Inputs): readonly string[] {
  const named = [...policyFiles(inputs), BASELINE_FILE, ...(inputs.files ?? [])];
  const listed = inputs.files === null ? tree.list(tree.root) : [];
  const likely = [...listed.filter((path) => namedAs(path) !== 'other'), ...listed.filter(isCaller)];
  return [...named.map((file) => resolved(tree.root, file)), ...likely.slice(0, MOST_LIKELY)];
}

/** For each revision, most of which are equal in all of them. */
const MOST_LIKELY = 100;
