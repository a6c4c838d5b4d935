import type { Behaviour } from '../versions/behaviour.ts';

/** What becomes of the variables in one string. */
export interface Substituted {
  readonly text: string;
  /** Names that have no value and no default, in the order they were met. */
  readonly unset: readonly string[];
  /** What the variables that have a value held. */
  readonly held: readonly string[];
  readonly problems: readonly SubstitutionProblem[];
}

export type SubstitutionProblem =
  /** Not of any known form: `${A.B}`, `${}`, `${A:=x}`, a default that goes over several lines. */
  | { readonly kind: 'invalid'; readonly template: string }
  /** `:?` or `?` on a variable without a value; `message` is the author's as it is written, perhaps empty. */
  | { readonly kind: 'required'; readonly name: string; readonly message: string }
  /** The values that variables stand for add up to more than the budget. */
  | { readonly kind: 'too-long' };

/** The value of a variable; `undefined`: it is not set. */
export type VariableLookup = (name: string, use?: VariableUse) => string | undefined;

/** What stands without a value: nothing, nothing and Compose refuses it, or what the file says. */
export type VariableUse = 'open' | 'required' | 'defaulted';

/** How many characters values may still add: a few lines of variables that stand for each other could fill any memory. */
export interface ExpansionBudget {
  left: number;
}

const DEEPEST = 64;

/**
 * Variables in `template`, as Compose substitutes them: `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?m}`, `${X?m}`, `${X:+a}`, `${X+a}`, nested;
 * `$$` is a dollar sign, a `$` before anything else stays. All problems are collected; the text is then best effort. Never throws.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
export function substitute(
  template: string,
  lookup: VariableLookup,
  behaviour: Behaviour,
  budget: ExpansionBudget = { left: 1 << 20 },
): Substituted {
  if (!template.includes('$')) return { text: template, unset: [], held: [], problems: [] };
  const run: Run = { lookup, behaviour, budget, unset: [], held: [], problems: [] };
  const text = expand(template, run, 0);
  return { text, unset: run.unset, held: run.held, problems: run.problems };
}

interface Run {
  readonly lookup: VariableLookup;
  readonly behaviour: Behaviour;
  readonly budget: ExpansionBudget;
  readonly unset: string[];
  readonly held: string[];
  readonly problems: SubstitutionProblem[];
}

const PLAIN = /[_a-z][_a-z0-9]*/iy;
const BRACED = /\{([_a-z][_a-z0-9]*)(?:\}|(:?[-+?]))/iy;

function expand(template: string, run: Run, depth: number): string {
  let text = '';
  let index = 0;
  let line: TextLine = { end: -1, lastBrace: -1 };
  for (;;) {
    const dollar = template.indexOf('$', index);
    if (dollar < 0) return text + template.slice(index);
    text += template.slice(index, dollar);
    index = dollar + 1;
    const plain = matchAt(PLAIN, template, index)?.[0];
    if (template[index] === '$') {
      text += '$';
      index += 1;
    } else if (plain !== undefined) {
      text += valueOf(plain, run);
      index += plain.length;
    } else if (template[index] !== '{') {
      text += '$';
    } else {
      const [head, name, operator] = matchAt(BRACED, template, index) ?? [];
      if (line.end < index) line = lineAt(template, index);
      const end = operator === undefined ? index : endOfExpression(template, index, line.lastBrace);
      if (head === undefined || name === undefined || end < 0 || depth > DEEPEST) return invalid(template, run);
      if (operator === undefined) text += valueOf(name, run);
      else text += apply(operator, name, template.slice(index + head.length, end), run, depth);
      index = operator === undefined ? index + head.length : end + 1;
    }
  }
}

function invalid(template: string, run: Run): string {
  run.problems.push({ kind: 'invalid', template });
  return template;
}

function valueOf(name: string, run: Run): string {
  const value = run.lookup(name);
  if (value === undefined) run.unset.push(name);
  return spend(value ?? '', run);
}

/** `word` is what stands behind the operator. */
function apply(operator: string, name: string, word: string, run: Run, depth: number): string {
  const value = run.lookup(name, useOf(operator, word));
  const isThere = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  const isUsed = operator.endsWith('+') === isThere;
  const other = isUsed ? expand(word, run, depth + 1) : '';
  if (!isUsed) {
    run.problems.push(...problemsInUnused(word, run, depth));
    return spend(value ?? '', run);
  }
  if (!operator.endsWith('?')) return other;
  run.problems.push({ kind: 'required', name, message: word });
  return '';
}

function useOf(operator: string, word: string): VariableUse {
  if (operator.endsWith('?')) return 'required';
  return operator.endsWith('-') && word === '' ? 'open' : 'defaulted';
}

function problemsInUnused(word: string, run: Run, depth: number): readonly SubstitutionProblem[] {
  if (!word.includes('$')) return [];
  const trial: Run = { ...run, unset: [], held: [], problems: [] };
  expand(word, trial, depth + 1);
  return trial.problems.length > 0 && run.behaviour('unusedWords') === 'evaluated' ? trial.problems : [];
}

function spend(value: string, { budget, problems, held }: Run): string {
  if (value !== '') held.push(value);
  budget.left -= value.length;
  if (budget.left >= 0) return value;
  if (!problems.some(({ kind }) => kind === 'too-long')) problems.push({ kind: 'too-long' });
  return '';
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

interface TextLine {
  readonly end: number;
  readonly lastBrace: number;
}

function lineAt(text: string, index: number): TextLine {
  const newline = text.indexOf('\n', index);
  const end = newline < 0 ? text.length : newline;
  return { end, lastBrace: text.lastIndexOf('}', end) };
}

/**
 * Where the expression that opens at `index` closes: at the brace that balances it, else at the last brace of the line; -1: nowhere.
 * Compose does not look at the character behind an opening brace, so `{}` opens without closing and `{{` opens once.
 */
function endOfExpression(text: string, index: number, lastBrace: number): number {
  let open = 0;
  for (let at = index; at <= lastBrace; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '{') {
      open++;
      at++;
    }
  }
  return lastBrace > index ? lastBrace : -1;
}
