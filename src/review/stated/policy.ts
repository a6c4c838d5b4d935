import { parsePolicy, type ParsedPolicy } from '../../policy/parse.ts';
import { DEFAULT_POLICY } from '../../policy/policy.ts';
import { RULES } from '../../rules/index.ts';

/** What is stated where there is no policy file. */
export const NOTHING_STATED: ParsedPolicy = { policy: DEFAULT_POLICY, diagnostics: [] };

/** A policy file, read with the ids of the built-in rules. `file` is the name that places carry. */
export function statedPolicy(text: string, file: string): ParsedPolicy {
  return parsePolicy(
    text,
    file,
    RULES.map(({ id }) => id),
  );
}
