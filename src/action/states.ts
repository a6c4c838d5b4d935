import type { FetchingTree } from '../io/github/tree.ts';
import { code } from '../words/words.ts';
import type { Branches } from './branches.ts';
import type { ProposedChange, Tip } from './event.ts';
import { WorkflowError } from './inputs.ts';
import { type Diagnostic, error, warning } from '../compose/diagnostics.ts';
import { EVERYWHERE } from '../compose/source.ts';
import { notMerged } from '../review/not-merged.ts';
import type { Trees } from './trees.ts';

/** What is compared with what. */
export interface States {
  /** States to compare, the change's own first; where there are several, the strictest result counts. */
  readonly pairs: readonly [Pair, ...Pair[]];
  /** What is judged is the merge of the head, not the head itself: places are lines of that. */
  readonly isMerged: boolean;
  /** Tip of the base now; `null`: there is none, or it cannot be read. */
  readonly tip: FetchingTree | null;
  /** There may be a base, and GitHub does not give it: nobody knows what is new. */
  readonly isBaseUnread: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Pair {
  /** `null`: there is none, or it cannot be read; then everything in the head counts. */
  readonly base: { readonly tip: Tip; readonly tree: FetchingTree } | null;
  readonly head: FetchingTree;
}

/** Reads the revisions of a change. What cannot be read of the base is said. Throws `WorkflowError` where the head cannot be read at all. */
export async function statesOf(
  change: ProposedChange,
  head: Tip,
  branches: Branches | null,
  trees: Trees,
): Promise<States> {
  const { base, from } = change;
  if (base === null) return alone(await headTreeOf(trees, head), null, false, []);
  const { tip, diagnostics } =
    from === 'base' ? { tip: base, diagnostics: [] } : await tipOf(base, head, branches, trees);
  const tree = await trees.at(tip.commit);
  if (tree.kind === 'failed') {
    const why = `${code(tip.label)} (${tip.commit}) cannot be listed: ${tree.reason}`;
    return alone(await headTreeOf(trees, head), null, !tree.isGone, [...diagnostics, unreadable(error, why)]);
  }
  const against = { tip, tree: tree.tree };
  const found =
    from === 'base'
      ? single({ base: against, head: await headTreeOf(trees, head) }, false)
      : await merged(against, head, trees);
  return { ...found, diagnostics: [...diagnostics, ...found.diagnostics] };
}

interface Against {
  readonly tip: Tip;
  readonly tree: FetchingTree;
}

/** The base branch as it is now: the event, and a run that is repeated, may be older. A branch that is gone stays at what the event says. */
async function tipOf(base: Tip, head: Tip, branches: Branches | null, trees: Trees) {
  const branch = branches?.base ?? null;
  const answer = branch === null ? null : await trees.tip(branch, head.commit);
  if (answer?.kind === 'commit') return { tip: { ...base, commit: answer.id }, diagnostics: [] };
  if (answer?.kind !== 'failed') return { tip: base, diagnostics: [] };
  const message = `The tip of ${code(base.label)} is not known (${answer.reason}), and ${code(base.commit)}, as the event says, may be old: what is judged against it cannot pass. Run this again.`;
  return { tip: base, diagnostics: [error('tip-unknown', EVERYWHERE, message)] };
}

/** What will be there after the merge, against what is there now; without a merge the head against both ends of what the base has done since. */
async function merged(against: Against, head: Tip, trees: Trees): Promise<States> {
  const merge = await trees.merge(against.tip.commit, head.commit);
  if (merge.kind === 'tree') return single({ base: against, head: merge.tree }, true);
  const written = await headTreeOf(trees, head);
  if (merge.kind === 'head') return single({ base: against, head: written }, false);

  const fork = await trees.fork(against.tip.commit, head.commit);
  if (fork.kind !== 'commit')
    return alone(written, against.tree, fork.kind === 'failed', [
      unreadable(
        warning,
        `where the change branched off from ${code(against.tip.label)} is not known: ${fork.kind === 'failed' ? fork.reason : 'GitHub knows no common commit'}`,
      ),
    ]);
  const parted = await trees.at(fork.id);
  if (parted.kind === 'failed')
    return alone(written, against.tree, !parted.isGone, [
      unreadable(warning, `commit ${fork.id} cannot be listed: ${parted.reason}`),
    ]);
  const own: Pair = { base: { tip: { ...against.tip, commit: fork.id }, tree: parted.tree }, head: written };
  return {
    pairs: [own, { base: against, head: written }],
    isMerged: false,
    tip: against.tree,
    isBaseUnread: false,
    diagnostics: [notMerged(head.label, against.tip.label, merge.why)],
  };
}

function single(pair: Pair, isMerged: boolean): States {
  return { pairs: [pair], isMerged, tip: pair.base?.tree ?? null, isBaseUnread: false, diagnostics: [] };
}

/** Everything in the head counts. */
function alone(
  head: FetchingTree,
  tip: FetchingTree | null,
  isBaseUnread: boolean,
  diagnostics: readonly Diagnostic[],
): States {
  return { pairs: [{ base: null, head }], isMerged: false, tip, isBaseUnread, diagnostics };
}

/** `paths` from its top: what is enough of it; without them all. Throws `WorkflowError` where it cannot be listed. */
export async function headTreeOf(trees: Trees, { commit }: Tip, paths?: readonly string[]): Promise<FetchingTree> {
  const answer = await (paths === undefined ? trees.at(commit) : trees.holding(commit, paths));
  if (answer.kind === 'tree') return answer.tree;
  throw new WorkflowError(`commit ${commit} cannot be listed: ${answer.reason}`);
}

function unreadable(severity: typeof error, why: string): Diagnostic {
  return severity(
    'base-unreadable',
    EVERYWHERE,
    `The base is not readable, so everything in the head is judged: ${why}.`,
  );
}
