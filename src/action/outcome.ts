import type { FileTree } from '../compose/file-tree.ts';
import type { Report } from '../review/report/report.ts';
import { projectsOf } from '../review/find/projects.ts';
import { reviewed } from '../review/review.ts';
import { stricter } from '../review/stricter.ts';
import type { Branches } from './branches.ts';
import { headTreeOf, type States, statesOf } from './states.ts';
import { likelyIn, prefetch } from './prefetch.ts';
import { policySourceOf } from './policy-source.ts';
import type { ProposedChange, Tip } from './event.ts';
import type { Inputs } from './inputs.ts';
import { gatedBy } from '../policy/policy.ts';
import { statedFor } from './policy.ts';
import type { OwnWorkflow } from './runner.ts';
import { settled } from './settled.ts';
import type { Trees } from './trees.ts';
import { workflowChanges } from './workflow.ts';
import { NO_OPTIONS } from '../compose/options.ts';
import type { ReviewSide } from '../review/input.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { resolved, shownPath } from '../compose/path.ts';
import { filesIn, movedPaths, withPlacesOf, withRealFiles } from '../review/placed.ts';
import { readFrom } from './read-from.ts';

export interface Outcome {
  readonly report: Report;
  /** `false`: it passes, runs as before, and nothing that either revision's analysis asked for differs or was left unread: there is nothing to tell. */
  readonly touched: boolean;
  /** The text of a file that the report names, as it is in the head. */
  readonly textOf: (file: string) => string | null;
  /** Files of the report that only the base has. */
  readonly onlyInBase: ReadonlySet<string>;
}

export interface Question {
  readonly change: ProposedChange;
  readonly head: Tip;
  readonly branches: Branches | null;
  readonly inputs: Inputs;
  readonly workflow: OwnWorkflow;
  readonly trees: Trees;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Reads the revisions and reviews them. Throws `WorkflowError` where the head cannot be read at all. */
export async function outcomeOf(question: Question): Promise<Outcome> {
  const { change, head, branches, inputs, trees, today } = question;
  const states = await statesOf(change, head, branches, trees);
  const [own] = states.pairs;
  const source = await policySourceOf({ branches, tip: states.tip, head: own.head, trees, inputs });
  const seen = states.pairs.flatMap(({ base, head: tree }) => (base === null ? [tree] : [base.tree, tree]));
  const written = states.isMerged
    ? await headTreeOf(trees, head, topPaths(own.head, likelyIn(own.head, inputs)))
    : null;
  await prefetch(
    source.tree === null ? seen : [source.tree, ...seen],
    written === null ? null : { tree: written, judged: own.head },
    inputs,
  );
  const stated = await statedFor(source.tree ?? own.head, own.base?.tree ?? null, own.head, inputs);
  const workflows = own.base === null ? [] : await workflowChanges(own.base.tree, own.head, question.workflow);

  const inputsOf = states.pairs.map(({ base, head: tree }) => ({
    ...stated,
    base: base === null ? null : sideOf(base.tree, base.tip, inputs),
    head: sideOf(tree, head, inputs),
    policy: gatedBy(stated.policy, base === null ? { ...inputs, scope: 'all' } : inputs),
    policyDiagnostics: [...states.diagnostics, ...source.diagnostics, ...workflows, ...stated.policyDiagnostics],
    engineBefore: null,
    isPart: inputs.files !== null,
    today,
  }));
  const all = await settled({
    load: () => {
      for (const { base, head: after, policy } of inputsOf) {
        projectsOf(after, policy, base?.tree ?? null);
        if (base !== null) projectsOf(base, policy, after.tree);
      }
    },
    review: () => inputsOf.map((input) => reviewed(input)),
    trees: seen,
    close: () => trees.close(),
  });
  const report = all.map((each) => each.report).reduce(stricter);
  const touched =
    workflows.length > 0 ||
    report.verdict !== 'pass' ||
    report.gate.scope === 'all' ||
    all.some((each) => each.touched);
  const shown = written === null ? own.head : await headTreeOf(trees, head, topPaths(own.head, filesIn(report)));
  const told = withRealFiles(await placed(judgedBy(states, report), own.head, shown), shown);
  const tip = own.base?.tree ?? null;
  const isGone = (file: string) => isIn(tip, file) && !isIn(shown, file);
  return { report: told, touched, textOf: textIn(shown), onlyInBase: new Set(filesIn(told).filter(isGone)) };
}

/** Without a base that could be read nobody knows what is new, so nothing is said to fail for it. */
function judgedBy({ isBaseUnread }: States, report: Report): Report {
  return isBaseUnread && report.verdict === 'fail' ? { ...report, verdict: 'unknown' } : report;
}

function isIn(tree: FileTree | null, file: string): boolean {
  return tree?.kind(resolved(tree.root, file)) === 'file';
}

function textIn(tree: FileTree): Outcome['textOf'] {
  return (file) => {
    const read = tree.read(resolved(tree.root, file));
    return read.kind === 'file' ? read.text : null;
  };
}

/** A review sees the files and nothing of the machine that it runs on. */
function sideOf(tree: FileTree, revision: Tip, { files, profiles }: Inputs): ReviewSide {
  const selection = { ...NO_OPTIONS, paths: [tree.root], files, profiles };
  return { tree, revision, selection, repository: tree.root };
}

/** Files and what those that are links lead to, from the top of the repository. */
function topPaths(tree: FetchingTree, files: readonly string[]): readonly string[] {
  const paths = files.map((file) => resolved(tree.root, file));
  return paths.flatMap((path) => [path, tree.real(path)]).map((path) => shownPath(path, tree.root));
}

/** The report on `judged`, which may be a merge, with places as they are in `written`, the head. */
async function placed(report: Report, judged: FetchingTree, written: FetchingTree): Promise<Report> {
  if (written === judged) return report;
  for (const path of movedPaths(report, judged, written))
    for (const tree of [judged, written]) await readFrom(tree, path);
  return withPlacesOf(report, judged, written);
}
