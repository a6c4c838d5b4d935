import { isSameRead, whyUnread } from '../compose/file-tree.ts';
import { resolved } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { parseBaseline, type ParsedBaseline } from '../policy/baseline-file.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import type { ParsedPolicy } from '../policy/parse.ts';
import { DEFAULT_POLICY, gatedBy, POLICY_FILES } from '../policy/policy.ts';
import { NOTHING_STATED, statedPolicy } from '../review/stated/policy.ts';
import type { Inputs } from './inputs.ts';
import { readFrom } from './read-from.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { ReviewInput, PolicyAndBaseline } from '../review/input.ts';

/**
 * What counts for a change: policy and baseline of `source`, the revision that it is made to, so that it cannot loosen the gate that it has to
 * pass; and what it makes of both between `base` and `head`.
 */
export async function statedFor(
  source: FetchingTree,
  base: FetchingTree | null,
  head: FetchingTree,
  inputs: Inputs,
): Promise<Pick<ReviewInput, 'policy' | 'policyDiagnostics' | 'policyChanged' | 'baseline' | 'proposed'>> {
  const { policy, diagnostics } = await policyIn(source, inputs);
  const baseline = await baselineIn(source);
  return {
    policy,
    policyDiagnostics: [...diagnostics, ...(baseline?.diagnostics ?? [])],
    policyChanged: base !== null && (await differs(base, head, policyFiles(inputs))),
    baseline: baseline?.baseline ?? null,
    proposed: base === null ? null : await proposedIn(base, head, inputs),
  };
}

async function policyIn(tree: FetchingTree, inputs: Inputs): Promise<ParsedPolicy> {
  for (const file of policyFiles(inputs)) {
    const read = await readFrom(tree, resolved(tree.root, file));
    if (read.kind === 'missing') continue;
    if (read.kind !== 'file') return unread(file, whyUnread(read));
    return statedPolicy(read.text, file);
  }
  return inputs.policy === null ? NOTHING_STATED : absent(inputs.policy);
}

async function baselineIn(tree: FetchingTree): Promise<ParsedBaseline | null> {
  const read = await readFrom(tree, resolved(tree.root, BASELINE_FILE));
  if (read.kind === 'file') return parseBaseline(read.text, BASELINE_FILE);
  if (read.kind !== 'refused') return null;
  const message = `The baseline is not read: ${read.reason}. Until it is, nothing counts as known.`;
  return {
    baseline: { file: BASELINE_FILE, entries: [] },
    diagnostics: [diagnostic('baseline-unreadable', 'warning', message, BASELINE_FILE)],
  };
}

/** What a change makes of policy and baseline; `null`: it touches neither. */
async function proposedIn(base: FetchingTree, head: FetchingTree, inputs: Inputs): Promise<PolicyAndBaseline | null> {
  const isTouched = await differs(base, head, [...policyFiles(inputs), BASELINE_FILE]);
  if (!isTouched) return null;
  const [{ policy, diagnostics }, baseline] = [await policyIn(head, inputs), await baselineIn(head)];
  return {
    policy: gatedBy(policy, inputs),
    baseline: baseline?.baseline ?? null,
    diagnostics: [...diagnostics.filter(({ code }) => code !== 'policy-missing'), ...(baseline?.diagnostics ?? [])],
  };
}

async function differs(a: FetchingTree, b: FetchingTree, files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    const path = resolved(a.root, file);
    const isSame = isSameRead(await readFrom(a, path), await readFrom(b, path));
    // By what is stored, too: two refusals in the same words are not the same policy.
    if (!isSame || a.trail(path) !== b.trail(path)) return true;
  }
  return false;
}

/** Where the policy may be, the first that exists. */
export function policyFiles({ policy }: Inputs): readonly string[] {
  return policy === null ? POLICY_FILES : [policy];
}

function unread(file: string, reason: string): ParsedPolicy {
  const message = `The policy file is not read: ${reason}. Without it nothing can be said to pass.`;
  return { policy: DEFAULT_POLICY, diagnostics: [diagnostic('policy-unreadable', 'error', message, file)] };
}

/** The change may be the one that brings it. */
function absent(file: string): ParsedPolicy {
  const message = `The policy file that the workflow names is not in the base revision, so the defaults apply.`;
  return { policy: DEFAULT_POLICY, diagnostics: [diagnostic('policy-missing', 'warning', message, file)] };
}

function diagnostic(code: string, severity: Diagnostic['severity'], message: string, file: string): Diagnostic {
  return { code, severity, message, at: { file, line: 1, column: 1 } };
}
