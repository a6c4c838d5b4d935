import { error, warning, type Diagnostic } from '../compose/diagnostics.ts';
import { EVERYWHERE } from '../compose/source.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { code } from '../words/words.ts';
import type { Branches } from './branches.ts';
import type { ProposedChange } from './event.ts';
import type { Trees } from './trees.ts';

/** The files that policy and baseline are read from; `null`: there are none that may be believed. */
export interface PolicySource {
  readonly tree: FetchingTree | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The revision that states the policy: the tip of the branch that the change goes to. One that anybody may push to, as in a stack of pull
 * requests, states nothing: then it is the branch that the stack goes to, or the default branch. `tip`: of the base.
 */
export async function policySourceOf(
  { base }: ProposedChange,
  branches: Branches | null,
  tip: FetchingTree | null,
  trees: Trees,
): Promise<PolicySource> {
  if (base === null || branches === null) return { tree: tip, diagnostics: [] };
  const branch = await stating(branches, trees);
  if (branch === branches.base && tip !== null && branches.kind === 'request') return { tree: tip, diagnostics: [] };
  const answer = await trees.tip(branch, null, null);
  const files = answer.kind === 'commit' ? await trees.at(answer.id) : null;
  if (files?.kind === 'tree') {
    const isOther = branch !== branches.base;
    return { tree: files.tree, diagnostics: isOther ? [fromElsewhere(branch, branches.base)] : [] };
  }
  if (branch === branches.base) return { tree: tip, diagnostics: [] };
  const message = `The policy is that of ${code(branch)}, which cannot be read. Without it nothing can be said to pass.`;
  return { tree: null, diagnostics: [error('policy-unreadable', EVERYWHERE, message)] };
}

async function stating({ base, main, stack }: Branches, trees: Trees): Promise<string> {
  const branch = stack ?? base;
  if (main === null || branch === main) return branch;
  return (await trees.isProtected(branch)) ? branch : main;
}

function fromElsewhere(branch: string, base: string): Diagnostic {
  const message = `The policy is that of ${code(branch)}: ${code(base)} is not merged, and what it says of the policy does not count yet.`;
  return warning('policy-of-another-branch', EVERYWHERE, message);
}
