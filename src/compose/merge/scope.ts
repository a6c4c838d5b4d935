import type { Reading } from '../reading.ts';
import type { Reset } from '../yaml/resets.ts';
import type { MapNode } from '../yaml/tree.ts';
import type { SourceLocation } from '../source.ts';
import type { SampleValues } from '../variables/sample-values.ts';

/** What a group of files that merge into one model share: the project itself, or one include with a directory and variables of its own. */
export interface Scope {
  readonly reading: Reading;
  /** Absolute; relative paths of all its files start here. */
  readonly directory: string;
  /** Absolute; files that `include` and `extends` name are looked for from here. Not `directory` where an include names a project directory that is none. */
  readonly sources: string;
  readonly environment: ReadonlyMap<string, string>;
  /** What samples say of variables that nothing sets. */
  readonly samples: SampleValues;
  /** Files on the way here, for finding an include of itself. */
  readonly included: readonly string[];
  /** Services of files that `extends` named, by absolute path. */
  readonly extended: Map<string, Document | null>;
}

/** One document of a file, variables replaced, and what it clears in what it is laid on. */
export interface Document {
  readonly model: MapNode;
  readonly resets: readonly Reset[];
}

/** A file to read, and the place that asks for it. */
export interface WantedFile {
  readonly path: string;
  readonly at: SourceLocation;
}

/** Lays files on one another, in long form: `modelOf`, which includes need for the files that they name. */
export type ModelOf = (files: readonly WantedFile[], scope: Scope) => MapNode | null;
