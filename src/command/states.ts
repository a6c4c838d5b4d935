import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { FileTree } from '../compose/file-tree.ts';
import { diskTree } from '../io/disk/tree.ts';
import { treePath } from '../io/disk/system-path.ts';
import { mergedTree } from '../io/git/merge.ts';
import { commitOf, mergeBaseOf, repositoryOf } from '../io/git/revision.ts';
import { gitTree } from '../io/git/tree.ts';
import { rebasedTree } from '../io/rebased-tree.ts';
import type { ReviewSide } from '../review/input.ts';
import { notMerged } from '../review/not-merged.ts';
import type { Call } from './command.ts';
import { readsInput, selectionOf } from './selection.ts';
import { UsageError } from './terminal.ts';

/** What `diff` compares with what. */
export interface ComparedStates {
  /** The change's own first; where there are several, the strictest result counts. */
  readonly pairs: readonly [StatePair, ...StatePair[]];
  /** The files of the head where what is judged is its merge: places are lines of these. */
  readonly written: FileTree | null;
  /** The state whose policy and baseline count. */
  readonly stating: ReviewSide;
  readonly diagnostics: readonly Diagnostic[];
}

export interface StatePair {
  readonly base: ReviewSide;
  readonly head: ReviewSide;
}

/** The states that the operands of a call name. Throws `UsageError` where they name none. */
export function statesOf(call: Call): ComparedStates {
  const [first = '', second] = call.operands;
  const here = call.terminal.directory;
  if (readsInput(call)) throw new UsageError('standard input is one state, and diff compares two: name files with -f');
  if (isFolder(resolve(here, first)) && (second === undefined || isFolder(resolve(here, second)))) {
    const root = resolve(here, second ?? '.');
    return only({ base: folderSide(call, first, root), head: folderSide(call, second ?? '.', root) });
  }
  const found = repositoryOf(here);
  if (found.kind === 'failed') throw new UsageError(noRevisions(here, call.operands, found.reason));
  const [left, dots, right] = (second === undefined ? rangeIn(first) : null) ?? ([first, '', second] as const);
  const base = commitSide(call, found.top, left, commitNamed(found.top, left));
  if (dots === '..' && right !== undefined)
    return only({ base, head: commitSide(call, found.top, right, commitNamed(found.top, right)) });
  const branched = branchedFrom(call, found.top, base, right ?? null);
  return dots === '...' ? branched : asMerged(call, found.top, branched, right ?? null);
}

/** The files of one folder on both sides, for a change that is not one of files. */
export function sameStates(call: Call): ComparedStates {
  const [folder = '.', second] = call.operands;
  const root = resolve(call.terminal.directory, folder);
  if (second !== undefined || !isFolder(root))
    throw new UsageError('--engine compares the same files: name one folder');
  const side = folderSide(call, folder, root);
  return only({ base: side, head: side });
}

/** `BASE..HEAD` and `BASE...HEAD`, as git takes them: a side that is left out is `HEAD`. */
function rangeIn(text: string): readonly [left: string, dots: string, right: string] | null {
  const [, left = '', dots = '', right = ''] = RANGE.exec(text) ?? [];
  return left + right === '' ? null : [left === '' ? 'HEAD' : left, dots, right === '' ? 'HEAD' : right];
}

/** No revision has two dots in its name, and a path has a dot or a slash before them. */
const RANGE = /^([^.].*?[^./]|[^./])?(\.{2,3})([^./].*)?$/;

function only(pair: StatePair): ComparedStates {
  return { pairs: [pair], written: null, stating: pair.base, diagnostics: [] };
}

/** What `head`, or the working tree, has changed since it branched off. */
function branchedFrom(call: Call, repository: string, base: ReviewSide, head: string | null): ComparedStates {
  const fork = mergeBaseOf(repository, base.revision.label, head ?? 'HEAD');
  if (fork.kind === 'failed') throw new UsageError(fork.reason);
  const after =
    head === null ? worktreeSide(call, repository) : commitSide(call, repository, head, commitNamed(repository, head));
  const before = commitSide(call, repository, base.revision.label, fork.id);
  return { ...only({ base: before, head: after }), stating: base };
}

/** What will be there after `head` is merged, against what is there now. */
function asMerged(call: Call, repository: string, branched: ComparedStates, head: string | null): ComparedStates {
  const { stating: tip, pairs } = branched;
  const [own] = pairs;
  if (own.base.revision.commit === tip.revision.commit) return branched;
  const commit = own.head.revision.commit;
  if (commit === own.base.revision.commit) return branched;
  const merge =
    head === null || commit === null || tip.revision.commit === null
      ? ({ kind: 'failed', reason: 'files that are not committed cannot be merged' } as const)
      : mergedTree(repository, tip.revision.commit, commit);
  if (merge.kind === 'tree') {
    const judged = { ...own.head, tree: merge.tree };
    return { ...branched, pairs: [{ base: tip, head: judged }], written: own.head.tree };
  }
  const why = merge.kind === 'conflict' ? 'the two contradict each other' : merge.reason;
  return {
    ...branched,
    pairs: [own, { base: tip, head: own.head }],
    diagnostics: [notMerged(own.head.revision.label, tip.revision.label, why)],
  };
}

/** Outside a git repository: which of the operands would have to be one of its revisions. `reason`: git's. */
function noRevisions(here: string, operands: readonly string[], reason: string): string {
  const wrong = operands.find((operand) => !isFolder(resolve(here, operand))) ?? '';
  return existsSync(resolve(here, wrong))
    ? `"${wrong}" is a file; give the folders that hold the two states, and the file with -f`
    : `"${wrong}" is not a folder, and no git repository can be read here: ${reason}`;
}

/** Two folders are two states of one thing: both are taken to lie at `root`. */
function folderSide(call: Call, folder: string, root: string): ReviewSide {
  const path = resolve(call.terminal.directory, folder);
  const tree = diskTree(path);
  return {
    tree: path === root ? tree : rebasedTree(tree, treePath(root)),
    revision: { label: folder, commit: null },
    selection: selectionOf(call, [root]),
    repository: treePath(root),
  };
}

function worktreeSide(call: Call, repository: string): ReviewSide {
  return {
    tree: diskTree(repository),
    revision: { label: 'working tree', commit: null },
    selection: selectionOf(call, [placeIn(call, repository, repository)]),
    repository: treePath(repository),
  };
}

function commitNamed(repository: string, revision: string): string {
  const commit = commitOf(repository, revision);
  if (commit.kind === 'failed') throw new UsageError(commit.reason);
  return commit.id;
}

function commitSide(call: Call, repository: string, label: string, commit: string): ReviewSide {
  const tree = gitTree(repository, commit);
  return {
    tree,
    revision: { label, commit },
    selection: { ...selectionOf(call, []), paths: [placeIn(call, repository, tree.root)] },
    repository: tree.root,
  };
}

/** The projects to look at: with `-f` files relative to the folder of the call, else the whole repository. `root`: that of the tree, or the repository. */
function placeIn(call: Call, repository: string, root: string): string {
  const named = call.values.lists.has('file') || call.values.text.has('project-directory');
  const way = named ? treePath(resolve(root, relative(repository, call.terminal.directory))) : treePath(root);
  return way;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
