import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { diskTree } from '../io/disk/tree.ts';
import { gitTree } from '../io/git/tree.ts';
import { rebasedTree } from '../io/rebased-tree.ts';
import { commitOf, mergeBaseOf, repositoryOf } from '../io/git/revision.ts';
import { treePath } from '../io/disk/system-path.ts';
import { nothingFound } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { GATE_OPTIONS, OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { isOpen, POLICY_FILES, proposedIn, statedIn, textIn } from './policy.ts';
import { REPORT_FORMATS, reportText } from './report-format.ts';
import { readsInput, selectionOf } from './selection.ts';
import { type ExitCode, UsageError } from './terminal.ts';
import { exitCodeOf } from './verdict.ts';
import type { Side } from '../review/input.ts';

export const diff: Command = {
  name: 'diff',
  operands: 'BASE [HEAD]',
  fewest: 1,
  most: 2,
  summary: 'Show what a change opens and closes, gated like a pull request',
  details: [
    'BASE and HEAD are git revisions or folders. Of revisions, BASE is taken where HEAD branched off from it;',
    'without HEAD it is compared with the files as they are now. The policy is read from BASE.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, ...GATE_OPTIONS, ...OUTPUT_OPTIONS],
  formats: REPORT_FORMATS,
  run,
};

interface Sides {
  readonly base: Side;
  readonly head: Side;
}

async function run(call: Call): Promise<ExitCode> {
  const { base, head } = sidesOf(call);
  const { policy, baseline, diagnostics } = await statedIn(call, base);
  const { review } = await import('../review/review.ts');
  const report = review({
    base,
    head,
    policy,
    policyDiagnostics: diagnostics,
    policyChanged: POLICY_FILES.some((file) => textIn(base, file) !== textIn(head, file)),
    baseline,
    proposed: await proposedIn(call, base, head),
    isPart: !isOpen(head.selection),
    today: call.terminal.today,
  });
  const isOfFolders = base.revision.commit === null && head.revision.commit === null;
  if (
    isOfFolders &&
    report.projects.length === 0 &&
    report.fixed.length === 0 &&
    report.change?.services.removed.length === 0
  )
    throw new UsageError(nothingFound(call.operands, [base.tree, head.tree]));
  deliver(call, await reportText(report, call));
  return exitCodeOf(report.verdict);
}

function sidesOf(call: Call): Sides {
  const [base = '', head] = call.operands;
  const here = call.terminal.directory;
  if (readsInput(call)) throw new UsageError('standard input is one state, and diff compares two: name files with -f');
  if (isFolder(resolve(here, base)) && (head === undefined || isFolder(resolve(here, head)))) {
    const root = resolve(here, head ?? '.');
    return { base: folderSide(call, base, root), head: folderSide(call, head ?? '.', root) };
  }
  const found = repositoryOf(here);
  if (found.kind === 'failed')
    throw new UsageError(noRevisions(here, [base, ...(head === undefined ? [] : [head])], found.reason));
  const repository = found.top;
  const fork = mergeBaseOf(repository, base, head ?? 'HEAD');
  if (fork.kind === 'failed') throw new UsageError(fork.reason);
  return {
    base: commitSide(call, repository, base, fork.id),
    head: head === undefined ? worktreeSide(call, repository) : revisionSide(call, repository, head),
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
function folderSide(call: Call, folder: string, root: string): Side {
  const path = resolve(call.terminal.directory, folder);
  const tree = diskTree(path);
  return {
    tree: path === root ? tree : rebasedTree(tree, treePath(root)),
    revision: { label: folder, commit: null },
    selection: selectionOf(call, [root]),
    repository: treePath(root),
  };
}

function worktreeSide(call: Call, repository: string): Side {
  return {
    tree: diskTree(repository),
    revision: { label: 'working tree', commit: null },
    selection: selectionOf(call, [placeIn(call, repository, repository)]),
    repository: treePath(repository),
  };
}

function revisionSide(call: Call, repository: string, revision: string): Side {
  const commit = commitOf(repository, revision);
  if (commit.kind === 'failed') throw new UsageError(commit.reason);
  return commitSide(call, repository, revision, commit.id);
}

function commitSide(call: Call, repository: string, label: string, commit: string): Side {
  const tree = gitTree(repository, commit);
  return {
    tree,
    revision: { label, commit },
    selection: { ...selectionOf(call, []), paths: [placeIn(call, repository, tree.root)] },
    repository: tree.root,
  };
}

/** With `-f`, files are relative to the folder of the call; else the whole repository is looked at. `root`: of the tree, or the repository. */
function placeIn(call: Call, repository: string, root: string): string {
  const named = call.values.lists.has('file') || call.values.text.has('project-directory');
  const way = named ? treePath(resolve(root, relative(repository, call.terminal.directory))) : treePath(root);
  return way;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
