import type { Baseline } from '../policy/baseline.ts';
import type { EngineSettings } from '../engines/settings.ts';
import type { Policy } from '../policy/policy.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { FileTree } from '../compose/file-tree.ts';
import type { CallOptions } from '../compose/options.ts';

export interface ReviewInput {
  /** `null`: check one state. */
  readonly base: ReviewSide | null;
  readonly head: ReviewSide;
  readonly policy: Policy;
  readonly policyDiagnostics: readonly Diagnostic[];
  /** The engine that the base is judged for, where the change is one of engines; `null`: that of the policy. */
  readonly engineBefore: EngineSettings | null;
  /** The change touches the policy file itself. */
  readonly policyChanged: boolean;
  /** Findings that were there before anybody looked; `null`: there is no baseline. */
  readonly baseline: Baseline | null;
  /** Policy and baseline of the head, where the change touches them: they count from the next change on. */
  readonly proposed: PolicyAndBaseline | null;
  /** The head is only some of what policy and baseline are about: what they say for nothing here may be about the rest. */
  readonly isPart: boolean;
  /** `YYYY-MM-DD`, for exceptions that end. */
  readonly today: string;
}

/** What a revision states about its projects, and what is wrong with how it does. */
export interface PolicyAndBaseline {
  readonly policy: Policy;
  readonly baseline: Baseline | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** One revision and which projects of it to look at. */
export interface ReviewSide {
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

export interface Revision {
  /** `main`, a folder, a short commit id. */
  readonly label: string;
  readonly commit: string | null;
}
