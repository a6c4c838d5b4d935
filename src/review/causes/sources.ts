import type { OpenFile } from '../../fixes/write/written-file.ts';
import type { Violation } from '../../rules/rule.ts';
import type { Trials } from '../trial/trials.ts';
import type { IsChanged } from './ends.ts';

/** Of which causes fixes are tried; the rest have the words of the rules. `urgent`: of those that fail the gate or that a change brings. */
export type TriedFixes = 'all' | 'urgent' | 'none';

/** What causes are found with, beside the findings. */
export interface CauseSources {
  /** What each finding was made of, by fingerprint; one without is taken as the report has it. */
  readonly violations: ReadonlyMap<string, Violation>;
  /** The folder of each project, by its id: several ways to start what is in one folder are told together. */
  readonly folders: ReadonlyMap<string, string>;
  /** Whether a service is known to need another: ids as reports have them. */
  readonly isNeeded: (from: string, to: string) => boolean;
  /** Lines of the head that the base has not; `null`: there is no base. */
  readonly isChanged: IsChanged | null;
  /** The files to write fixes for; `null`: words are enough. */
  readonly open: OpenFile | null;
  /** The text that the base has under a name, `null` where it has none; `null`: there is no base. */
  readonly baseText: ((file: string) => string | null) | null;
  /** Plain names of services that the change put on the network of the host. */
  readonly freed: ReadonlySet<string>;
  /** Where fixes are tried; `null`: nobody will read them. */
  readonly trials: Trials | null;
  readonly tries: TriedFixes;
}
