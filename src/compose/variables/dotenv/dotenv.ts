import { type Diagnostic, error, warning } from '../../diagnostics.ts';
import { keyAt, startOfStatement, valueAt } from './statement.ts';
import type { Located, SourceLocation } from '../../source.ts';
import type { Behaviour } from '../../versions/behaviour.ts';
import { type ExpansionBudget, type VariableLookup, substitute, type SubstitutionProblem } from '../substitute.ts';

export interface Dotenv {
  /** In the order of the file; a key that is written twice has its last value. `at` is the place of the key. */
  readonly values: ReadonlyMap<string, Located<string>>;
  /** Variables that values use and that nothing sets: Compose takes them as empty. */
  readonly unset: readonly Located<string>[];
  /** Compose refuses the file at the first error; `values` then holds what stands before it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `.env`, an `--env-file` or an `env_file`: `KEY=value`, `KEY: value`, `export KEY=value`, quotes, comments, values of several lines,
 * variables in values. A key alone takes its value from `lookup`, and is not there when that has none.
 * Variables in values: `lookup` is asked first, then what stands above in the same text. `file` is the name that places carry.
 * `required`: what one that has to be given and is not is; after a warning its key is without a value.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseDotenv(
  text: string,
  file: string,
  lookup: VariableLookup,
  behaviour: Behaviour,
  required: 'error' | 'warning' = 'error',
): Dotenv {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const place = placesIn(source, file);
  const values = new Map<string, Located<string>>();
  const unset: Located<string>[] = [];
  const givenLater: Diagnostic[] = [];
  const budget: ExpansionBudget = { left: 4 << 20 };
  const refused = (at: SourceLocation, message: string): Dotenv => ({
    values,
    unset,
    diagnostics: [...givenLater, error('env-file-syntax', at, message)],
  });

  for (let index = startOfStatement(source, 0); index < source.length;) {
    const at = place(index);
    const key = keyAt(source, index);
    if (typeof key === 'string') return refused(at, key);
    if (key.name.includes(' '))
      return refused(at, 'A name in an env file cannot hold a space. Write KEY=value, one on each line.');
    if (key.isAlone) {
      const value = lookup(key.name);
      if (value !== undefined) values.set(key.name, { value, at });
      index = startOfStatement(source, key.end);
      continue;
    }
    const written = valueAt(source, key.end);
    if (written === undefined) return refused(at, `The quote that the value of ${key.name} begins with is not closed.`);
    const found = written.isLiteral
      ? { text: written.text, unset: [], problems: [] }
      : substitute(written.text, (name) => lookup(name) ?? values.get(name)?.value, behaviour, budget);
    const [problem] = found.problems;
    if (problem !== undefined) {
      const reason = reasonOf(problem, key.name);
      if (required === 'error' || found.problems.some(({ kind }) => kind !== 'required')) return refused(at, reason);
      givenLater.push(warning('required-variable', at, reason));
    }
    for (const name of found.unset) unset.push({ value: name, at });
    values.delete(key.name);
    values.set(key.name, { value: found.text, at });
    index = startOfStatement(source, written.end);
  }
  return { values, unset, diagnostics: givenLater };
}

function reasonOf(problem: SubstitutionProblem, key: string): string {
  switch (problem.kind) {
    case 'invalid':
      return `The value of ${key} uses a variable in a form that Compose does not know. Write $$ for a dollar sign, or put the value in single quotes.`;
    case 'required':
      return `The value of ${key} requires the variable ${problem.name}, which is not set${problem.message === '' ? '' : `: ${problem.message}`}.`;
    case 'too-long':
      return `The value of ${key} grows too long through the variables it uses; the file is not read further.`;
  }
}

/** Places of growing offsets, each found from the one before. */
function placesIn(source: string, file: string): (offset: number) => SourceLocation {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = source.indexOf('\n', lineStart); end >= 0 && end < offset; end = source.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { file, line, column: offset - lineStart + 1 };
  };
}
