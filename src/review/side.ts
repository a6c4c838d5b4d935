import type { FileTree } from '../compose/file-tree.ts';
import type { CallOptions } from '../compose/load.ts';
import type { Revision } from './report.ts';

/** One revision and which projects of it to look at. */
export interface Side {
  readonly tree: FileTree;
  readonly revision: Revision;
  readonly selection: Selection;
  /** Absolute folder that the paths of the policy are relative to. */
  readonly repository: string;
}

/** Which projects, and how each is loaded. In a review the environment is empty: the policy's sample values are added. */
export interface Selection extends CallOptions {
  /** Absolute folders that are searched for projects, with what is below them; with `files` the one folder they are relative to. */
  readonly paths: readonly string[];
}
