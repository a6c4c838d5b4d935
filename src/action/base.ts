import type { FetchingTree } from '../io/github/tree.ts';
import type { ProposedChange, Tip } from './event.ts';
import type { Trees } from './trees.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';

/** The revision that a change is compared with. */
export interface Base {
  /** `null`: there is none, or it cannot be read; then everything in the head counts. */
  readonly compared: { readonly tip: Tip; readonly tree: FetchingTree } | null;
  /** Tip of the branch that the change goes to; `null`: there is none, or it cannot be read. */
  readonly policyTree: FetchingTree | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the base. What cannot be read of it is said; without the policy in it nothing may be called a pass. */
export async function baseOf({ base, head, from }: ProposedChange, trees: Trees): Promise<Base> {
  if (base === null || head === null) return { compared: null, policyTree: null, diagnostics: [] };
  const tip = await trees.at(base.commit);
  if (tip.kind === 'failed')
    return unreadable('error', null, `${base.label} (${base.commit}) cannot be listed: ${tip.reason}`);
  if (from === 'base') return { compared: { tip: base, tree: tip.tree }, policyTree: tip.tree, diagnostics: [] };

  const fork = await trees.mergeBase(base.commit, head.commit);
  if (fork.kind === 'failed') {
    return unreadable(
      'warning',
      tip.tree,
      `where the change branched off from ${base.label} is not known: ${fork.reason}`,
    );
  }
  const compared = await trees.at(fork.id);
  if (compared.kind === 'failed')
    return unreadable('warning', tip.tree, `commit ${fork.id} cannot be listed: ${compared.reason}`);
  return {
    compared: { tip: { ...base, commit: fork.id }, tree: compared.tree },
    policyTree: tip.tree,
    diagnostics: [],
  };
}

function unreadable(severity: Diagnostic['severity'], policyTree: FetchingTree | null, why: string): Base {
  const message = `The base is not readable, so everything in the head is judged: ${why}.`;
  return {
    compared: null,
    policyTree,
    diagnostics: [{ code: 'base-unreadable', severity, message, at: { file: '.', line: 1, column: 1 } }],
  };
}
