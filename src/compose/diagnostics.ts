import { placeKey, type SourceLocation } from './source.ts';

/** Where a pass puts what it finds wrong. Only ever appended to. */
export type Problems = Diagnostic[];

export function error(code: string, at: SourceLocation, message: string): Diagnostic {
  return { code, severity: 'error', message, at };
}

export function warning(code: string, at: SourceLocation, message: string): Diagnostic {
  return { code, severity: 'warning', message, at };
}

/** An earlier file's problem is found again in what it is merged into. */
export function addOnce(problems: Problems, found: readonly Problems[number][]): void {
  for (const problem of found) {
    const isKnown = problems.some(
      ({ code, at, message }) =>
        code === problem.code && message === problem.message && placeKey(at) === placeKey(problem.at),
    );
    if (!isKnown) problems.push(problem);
  }
}

/**
 * Something wrong with, or not understood in, the input.
 * `error`: the project is not what the files say, so the verdict is `unknown`. `warning`: it loads, but a reader should know.
 */
export interface Diagnostic {
  /** Permanent, kebab-case: `undefined-network`, `yaml-syntax`, … */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, why it matters and what to do, in one or two sentences. Never holds a secret value. */
  readonly message: string;
  readonly at: SourceLocation;
}
