import type { Document } from './model-file.ts';
import type { Reading } from './reading.ts';

/** What a group of files that merge into one model share: the project itself, or one include with a directory and variables of its own. */
export interface Scope {
  readonly reading: Reading;
  /** Absolute; relative paths of all its files start here. */
  readonly directory: string;
  /** Absolute; files that `include` and `extends` name are looked for from here. Not `directory` where an include names a project directory that is none. */
  readonly sources: string;
  readonly environment: ReadonlyMap<string, string>;
  /** Files on the way here, for finding an include of itself. */
  readonly included: readonly string[];
  /** Services of files that `extends` named, by absolute path. */
  readonly extended: Map<string, Document | null>;
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i;

/** Whether Compose would fetch `path` from another machine. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}
