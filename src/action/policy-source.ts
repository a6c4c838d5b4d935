import { error, warning, type Diagnostic } from '../compose/diagnostics.ts';
import { resolved } from '../compose/path.ts';
import { EVERYWHERE } from '../compose/source.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import { code } from '../words/words.ts';
import type { Branches } from './branches.ts';
import type { Inputs } from './inputs.ts';
import { policyFiles } from './policy.ts';
import type { Trees } from './trees.ts';

/** The files that policy and baseline are read from; `null`: there are none that may be believed. */
export interface PolicySource {
  readonly tree: FetchingTree | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PolicyQuestion {
  readonly branches: Branches | null;
  /** Tip of the base; `null`: there is none, or it cannot be read. */
  readonly tip: FetchingTree | null;
  readonly head: FetchingTree;
  readonly trees: Trees;
  readonly inputs: Inputs;
}

/**
 * The revision that states the policy: the tip of the branch that the change goes to. One that anybody may push to, as in a stack of pull
 * requests, states nothing: then it is the branch that the stack goes to, or the default branch. So it is with what is pushed.
 */
export async function policySourceOf({ branches, tip, head, trees, inputs }: PolicyQuestion): Promise<PolicySource> {
  const branch = branches === null ? null : await stating(branches, trees);
  if (branches === null || branch === null) return { tree: tip, diagnostics: [] };
  const { kind, base } = branches;
  if (branch === base && (kind === 'push' || (kind === 'request' && tip !== null)))
    return { tree: tip, diagnostics: [] };
  const answer = await trees.tip(branch, null);
  const files = answer.kind === 'commit' ? await trees.at(answer.id) : null;
  if (files?.kind === 'tree') {
    const diagnostics = branch === base ? [] : fromElsewhere(branch, branches, files.tree, tip ?? head, inputs);
    return { tree: files.tree, diagnostics };
  }
  if (branch === base) return { tree: tip, diagnostics: [] };
  const message = `The policy is that of ${code(branch)}, which cannot be read. Without it nothing can be said to pass.`;
  return { tree: null, diagnostics: [error('policy-unreadable', EVERYWHERE, message)] };
}

/** `null`: no branch is told. */
async function stating({ base, main, stack }: Branches, trees: Trees): Promise<string | null> {
  const branch = stack ?? base;
  if (main === null || branch === main) return branch;
  return branch !== null && (await trees.isProtected(branch)) ? branch : main;
}

/** `own`: what the branch itself states. A push, of which there are many, says only that another policy counts. */
function fromElsewhere(
  branch: string,
  { kind, base }: Branches,
  stated: FetchingTree,
  own: FetchingTree,
  inputs: Inputs,
): readonly Diagnostic[] {
  if (kind === 'push' && storedIn(stated, inputs) === storedIn(own, inputs)) return [];
  const why =
    kind === 'push' || base === null
      ? 'what is pushed elsewhere has no say in it before it is merged'
      : `${code(base)} is not merged, and what it says of the policy does not count yet`;
  return [warning('policy-of-another-branch', EVERYWHERE, `The policy is that of ${code(branch)}: ${why}.`)];
}

/** What stands where policy and baseline may be, as it is stored. */
function storedIn(tree: FetchingTree, inputs: Inputs): string {
  const files = [...policyFiles(inputs), BASELINE_FILE];
  return JSON.stringify(files.map((file) => tree.trail(resolved(tree.root, file))));
}
