import type { FileTree } from '../compose/file-tree.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import type { Report } from '../review/report/report.ts';
import { projectsOf } from '../review/projects.ts';
import { review } from '../review/review.ts';
import { baseOf } from './base.ts';
import type { ProposedChange, Tip } from './event.ts';
import { type Inputs, WorkflowError } from './inputs.ts';
import { baselineIn, gatedBy, policyDiffers, policyIn, proposedIn } from './policy.ts';
import { settled } from './settled.ts';
import type { Trees } from './trees.ts';
import { touches, watched } from '../review/watched.ts';
import { NO_OPTIONS } from '../compose/options.ts';
import type { Side } from '../review/input.ts';

export interface Outcome {
  readonly report: Report;
  /** `false`: it passes, and nothing that either revision's analysis asked for differs or was left unread: there is nothing to tell. */
  readonly touched: boolean;
}

export interface Question {
  readonly change: ProposedChange;
  readonly head: Tip;
  readonly inputs: Inputs;
  readonly trees: Trees;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Reads both revisions and reviews them. Throws `WorkflowError` where the head cannot be read at all. */
export async function outcomeOf({ change, head, inputs, trees, today }: Question): Promise<Outcome> {
  const headTree = await headTreeOf(trees, head);
  const { compared, policyTree, diagnostics } = await baseOf(change, trees);
  const { policy, diagnostics: ofPolicy } = await policyIn(policyTree ?? headTree, inputs);
  const baseline = await baselineIn(policyTree ?? headTree);
  const proposed = compared === null ? null : await proposedIn(compared.tree, headTree, inputs);
  const policyChanged = compared !== null && (await policyDiffers(compared.tree, headTree, inputs));

  const base = compared === null ? null : { watched: watched(compared.tree), tip: compared.tip };
  const after = watched(headTree);
  const input = {
    base: base === null ? null : sideOf(base.watched.tree, base.tip, inputs),
    head: sideOf(after.tree, head, inputs),
    policy: gatedBy(compared === null ? { ...inputs, scope: 'all' } : inputs, policy),
    policyDiagnostics: [...diagnostics, ...ofPolicy, ...(baseline?.diagnostics ?? [])],
    policyChanged,
    baseline: baseline?.baseline ?? null,
    proposed,
    isPart: inputs.files !== null,
    today,
  };
  const report = await settled({
    load: () => [input.base, input.head].map((side) => side !== null && projectsOf(side, input.policy)),
    review: () => review(input),
    trees: compared === null ? [headTree] : [headTree, compared.tree],
    close: () => trees.close(),
  });
  const touched =
    base === null ||
    policyChanged ||
    proposed !== null ||
    report.verdict !== 'pass' ||
    report.gate.scope === 'all' ||
    touches(base.watched, after);
  return { report, touched };
}

async function headTreeOf(trees: Trees, { commit }: Tip): Promise<FetchingTree> {
  const answer = await trees.at(commit);
  if (answer.kind === 'tree') return answer.tree;
  throw new WorkflowError(
    `commit ${commit} cannot be listed: ${answer.reason}. The job needs the permission contents: read`,
  );
}

/** A review sees the files and nothing of the machine that it runs on. */
function sideOf(tree: FileTree, revision: Tip, { files, profiles }: Inputs): Side {
  const selection = { ...NO_OPTIONS, paths: [tree.root], files, profiles };
  return { tree, revision, selection, repository: tree.root };
}
