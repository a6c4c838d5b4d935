import type { SourceLocation } from './source.ts';

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
