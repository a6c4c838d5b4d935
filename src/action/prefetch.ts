import { isCaller } from '../compose/calls/callers.ts';
import { namedAs } from '../compose/compose-file.ts';
import { resolved } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import type { Inputs } from './inputs.ts';
import { policyFiles } from './policy.ts';

/** Fetches in one round what nearly every review reads: what is found later costs a round each. */
export async function prefetch(trees: readonly FetchingTree[], inputs: Inputs): Promise<void> {
  for (const tree of trees) {
    const named = [...policyFiles(inputs), BASELINE_FILE, ...(inputs.files ?? [])];
    for (const file of named) tree.read(resolved(tree.root, file));
    const listed = inputs.files === null ? tree.list(tree.root) : [];
    const likely = [...listed.filter((path) => namedAs(path) !== 'other'), ...listed.filter(isCaller)];
    for (const path of likely.slice(0, MOST_LIKELY)) tree.read(path);
  }
  for (const tree of trees) if (tree.pending().length > 0) await tree.fetch();
}

/** Compose files, and files that may name others; for each revision, most of which are equal in all of them. */
const MOST_LIKELY = 100;
