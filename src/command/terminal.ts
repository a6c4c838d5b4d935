/** What a command is called with, and where it prints: the process, or a test. */
export interface Terminal {
  /** Folder of this machine that the command is called in. */
  readonly directory: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly home: string | null;
  readonly color: boolean;
  /** Characters a line. */
  readonly width: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** 0: pass, 1: fail, 2: unknown or broken. */
export type ExitCode = 0 | 1 | 2;

/** The call itself is wrong: an unknown option, a missing file. The message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
