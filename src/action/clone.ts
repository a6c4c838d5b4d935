import type { CommitTree } from '../io/entry-tree.ts';
import { mergedTree } from '../io/git/merge.ts';
import { hasCommit, isPartial, isShallow, mergeBaseOf, parentsOf, repositoryOf } from '../io/git/revision.ts';
import { gitTree } from '../io/git/tree.ts';
import type { Repository } from '../io/github/octokit.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { repositoryRoot } from '../io/repository-root.ts';
import { isMergeOf, type Merge } from './merge.ts';

/** What a checkout on the runner knows of the repository; `null` wherever it does not know enough. */
export interface Clone {
  at(commit: string): FetchingTree | null;
  fork(base: string, head: string): string | null;
  merge(base: string, head: string, merges: readonly string[]): Merge | null;
}

/** The clone in the folder `workspace`. A partial one lacks contents and would have to fetch each by itself: it counts as none. */
export function cloneIn(workspace: string, { repo }: Repository): Clone | null {
  const found = repositoryOf(workspace);
  if (found.kind === 'failed' || isPartial(found.top)) return null;
  const clone = found.top;
  const root = repositoryRoot(repo);
  const isWhole = !isShallow(clone);

  function at(commit: string): FetchingTree | null {
    return hasCommit(clone, commit) ? there(gitTree(clone, commit, root)) : null;
  }

  function fork(base: string, head: string): string | null {
    const answer = isWhole ? mergeBaseOf(clone, base, head) : null;
    return answer?.kind === 'commit' ? answer.id : null;
  }

  return {
    at,
    fork,
    merge(base, head, merges) {
      const made = merges.find((merge) => isMergeOf(parentsOf(clone, merge), base, head));
      const tree = made === undefined ? null : at(made);
      if (tree !== null) return { kind: 'tree', tree };
      const parted = fork(base, head);
      if (parted === null) return null;
      if (parted === base) return { kind: 'head' };
      const answer = mergedTree(clone, base, head, root);
      if (answer.kind === 'conflict') return { kind: 'none', why: 'the two contradict each other' };
      return answer.kind === 'tree' ? { kind: 'tree', tree: there(answer.tree) } : null;
    },
  };
}

/** Nothing of a clone has to be fetched. */
function there(tree: CommitTree): FetchingTree {
  return { ...tree, pending: () => [], fetch: () => Promise.resolve() };
}
