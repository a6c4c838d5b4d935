import { resolved } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { parseBaseline, type ParsedBaseline } from '../policy/baseline-file.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import { parsePolicy } from '../policy/parse.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { RULES } from '../rules/index.ts';
import type { Inputs } from './inputs.ts';
import { readFrom } from './read-from.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { Stated } from '../review/input.ts';

export interface PolicyFile {
  readonly policy: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy of the revision that the change is made to: a change cannot loosen the gate that it has to pass. */
export async function policyIn(tree: FetchingTree, inputs: Inputs): Promise<PolicyFile> {
  for (const file of policyFiles(inputs)) {
    const read = await readFrom(tree, resolved(tree.root, file));
    if (read.kind === 'missing') continue;
    if (read.kind !== 'file') return unread(file, read.kind === 'refused' ? read.reason : `it is a ${read.kind}`);
    return parsePolicy(
      read.text,
      file,
      RULES.map(({ id }) => id),
    );
  }
  return inputs.policy === null ? { policy: DEFAULT_POLICY, diagnostics: [] } : absent(inputs.policy);
}

/** The baseline of the revision that the change is made to: a change cannot add its own findings to what was there before. */
export async function baselineIn(tree: FetchingTree): Promise<ParsedBaseline | null> {
  const read = await readFrom(tree, resolved(tree.root, BASELINE_FILE));
  return read.kind === 'file' ? parseBaseline(read.text, BASELINE_FILE) : null;
}

/** What a change makes of policy and baseline; `null`: it touches neither. */
export async function proposedIn(base: FetchingTree, head: FetchingTree, inputs: Inputs): Promise<Stated | null> {
  const isTouched = await differs(base, head, [...policyFiles(inputs), BASELINE_FILE]);
  if (!isTouched) return null;
  const [{ policy, diagnostics }, baseline] = [await policyIn(head, inputs), await baselineIn(head)];
  return {
    policy,
    baseline: baseline?.baseline ?? null,
    diagnostics: [...diagnostics.filter(({ code }) => code !== 'policy-missing'), ...(baseline?.diagnostics ?? [])],
  };
}

/** Whether two revisions differ in their policy. */
export function policyDiffers(a: FetchingTree, b: FetchingTree, inputs: Inputs): Promise<boolean> {
  return differs(a, b, policyFiles(inputs));
}

async function differs(a: FetchingTree, b: FetchingTree, files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    const [before, after] = [await readFrom(a, resolved(a.root, file)), await readFrom(b, resolved(b.root, file))];
    if (JSON.stringify(before) !== JSON.stringify(after)) return true;
  }
  return false;
}

/** What the workflow says of the gate counts over the policy. */
export function gatedBy({ failOn, scope }: Inputs, policy: Policy): Policy {
  return { ...policy, gate: { failOn: failOn ?? policy.gate.failOn, scope: scope ?? policy.gate.scope } };
}

/** Where the policy may be, the first that exists. */
export function policyFiles({ policy }: Inputs): readonly string[] {
  return policy === null ? ['.github/bulkhead.yaml', '.github/bulkhead.yml'] : [policy];
}

function unread(file: string, reason: string): PolicyFile {
  const message = `The policy file is not read: ${reason}. Without it nothing can be said to pass.`;
  return { policy: DEFAULT_POLICY, diagnostics: [diagnostic('policy-unreadable', 'error', message, file)] };
}

/** The change may be the one that brings it. */
function absent(file: string): PolicyFile {
  const message = `The policy file that the workflow names is not in the base revision, so the defaults apply.`;
  return { policy: DEFAULT_POLICY, diagnostics: [diagnostic('policy-missing', 'warning', message, file)] };
}

function diagnostic(code: string, severity: Diagnostic['severity'], message: string, file: string): Diagnostic {
  return { code, severity, message, at: { file, line: 1, column: 1 } };
}
