import type { Values } from './arguments.ts';
import type { OptionName } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** One subcommand. The help, the parser and the README's list come from this. */
export interface Command {
  readonly name: string;
  /** What follows the name in the usage line: `[PATH…]`. */
  readonly operands: string;
  readonly fewest: number;
  readonly most: number;
  readonly summary: string;
  /** More lines for its own help. */
  readonly details: string;
  readonly options: readonly OptionName[];
  /** Values of `--format`, the default first; empty: the command has one form of output. */
  readonly formats: readonly string[];
  readonly run: (call: Call) => Promise<ExitCode>;
}

export interface Call {
  readonly operands: readonly string[];
  readonly values: Values;
  readonly format: string;
  readonly terminal: Terminal;
}
