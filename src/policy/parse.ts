import { type Diagnostic, error } from '../compose/diagnostics.ts';
import { parse } from '../compose/yaml/parse.ts';
import { compareLocations, compareText } from '../compose/source.ts';
import type { Node } from '../compose/yaml/tree.ts';
import { mentionsIn } from './mentions.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { policyShape } from './shape/policy.ts';

export interface ParsedPolicy {
  readonly policy: Policy;
  /** Sorted by place. With an error among them the policy is not all that its authors meant. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a policy file. `file` is the name that places carry; `ruleIds` are the built-in rules. Every complaint is a diagnostic at its
 * place; what is right in a broken file still counts. Never throws.
 */
export function parsePolicy(text: string, file: string, ruleIds: readonly string[]): ParsedPolicy {
  const { documents, diagnostics } = parse(text, file);
  const problems = [...diagnostics];
  const [document, second] = documents;
  if (second !== undefined)
    problems.push(error('policy-invalid', second.at, 'A policy is one YAML document; what follows `---` is not read.'));
  const policy =
    document === undefined || isEmpty(document) ? undefined : policyShape(ruleIds).read(document, 'policy', problems);
  const mentions = document === undefined ? [] : mentionsIn(document);
  return { policy: { ...(policy ?? DEFAULT_POLICY), file, mentions }, diagnostics: problems.sort(byPlace) };
}

function isEmpty(document: Node): boolean {
  return document.kind === 'scalar' && document.value === null;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return compareLocations(a.at, b.at) || compareText(a.message, b.message);
}
