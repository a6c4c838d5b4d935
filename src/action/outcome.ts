import type { FileTree } from '../compose/file-tree.ts';
import type { Report } from '../review/report/report.ts';
import { projectsOf } from '../review/projects.ts';
import { review } from '../review/review.ts';
import { stricter } from '../review/stricter.ts';
import type { Branches } from './branches.ts';
import { statesOf } from './states.ts';
import { placed } from './placed.ts';
import { prefetch } from './prefetch.ts';
import { policySourceOf } from './policy-source.ts';
import type { ProposedChange, Tip } from './event.ts';
import type { Inputs } from './inputs.ts';
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
  readonly branches: Branches | null;
  readonly inputs: Inputs;
  readonly trees: Trees;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Reads the revisions and reviews them. Throws `WorkflowError` where the head cannot be read at all. */
export async function outcomeOf({ change, head, branches, inputs, trees, today }: Question): Promise<Outcome> {
  const states = await statesOf(change, head, branches, trees);
  const source = await policySourceOf(change, branches, states.tip, trees);
  const [own] = states.pairs;
  const seen = states.pairs.flatMap(({ base, head: tree }) => (base === null ? [tree] : [base.tree, tree]));
  await prefetch(source.tree === null ? seen : [source.tree, ...seen], inputs);
  const { policy, diagnostics: ofPolicy } = await policyIn(source.tree ?? own.head, inputs);
  const baseline = await baselineIn(source.tree ?? own.head);
  const proposed = own.base === null ? null : await proposedIn(own.base.tree, own.head, inputs);
  const policyChanged = own.base !== null && (await policyDiffers(own.base.tree, own.head, inputs));

  const pairs = states.pairs.map((pair) => ({
    base: pair.base === null ? null : { watched: watched(pair.base.tree), tip: pair.base.tip },
    head: watched(pair.head),
  }));
  const reviewed = pairs.map(({ base, head: { tree } }) => ({
    base: base === null ? null : sideOf(base.watched.tree, base.tip, inputs),
    head: sideOf(tree, head, inputs),
    policy: gatedBy(base === null ? { ...inputs, scope: 'all' } : inputs, policy),
    policyDiagnostics: [...states.diagnostics, ...source.diagnostics, ...ofPolicy, ...(baseline?.diagnostics ?? [])],
    policyChanged,
    baseline: baseline?.baseline ?? null,
    proposed,
    isPart: inputs.files !== null,
    today,
  }));
  const report = await settled({
    load: () => {
      for (const { base, head: side, policy: stated } of reviewed)
        for (const each of [base, side]) if (each !== null) projectsOf(each, stated);
    },
    review: () => reviewed.map(review).reduce(stricter),
    trees: seen,
    close: () => trees.close(),
  });
  const touched =
    policyChanged ||
    proposed !== null ||
    report.verdict !== 'pass' ||
    report.gate.scope === 'all' ||
    pairs.some(({ base, head: after }) => base === null || touches(base.watched, after));
  return { report: await placed(report, own.head, states.written), touched };
}

/** A review sees the files and nothing of the machine that it runs on. */
function sideOf(tree: FileTree, revision: Tip, { files, profiles }: Inputs): Side {
  const selection = { ...NO_OPTIONS, paths: [tree.root], files, profiles };
  return { tree, revision, selection, repository: tree.root };
}
