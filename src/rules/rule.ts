import type { Diagnostic } from '../compose/diagnostics.ts';
import type { Edit } from '../fixes/edit.ts';
import type { Evidence, SourceLocation } from '../compose/source.ts';
import type { Flow } from '../flows/flow.ts';
import type { RuleContext } from './context.ts';
import type { Severity } from '../policy/severity.ts';

/** One claim about a topology. It knows nothing of output, diff, exceptions or the gate. */
export interface Rule {
  /** Permanent; never renamed or used again. */
  readonly id: string;
  readonly severity: Severity | 'off';
  /** What it claims, one line. */
  readonly summary: string;
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** What to do about it in general. */
  readonly fix: string;
  readonly references: readonly string[];
  readonly check: (context: RuleContext) => Iterable<Violation>;
  /** Of what it does not look at all, for there is too much of it, as errors: what is cut is never a pass. Left out: it looks at everything. */
  readonly cut?: (context: RuleContext) => Iterable<Diagnostic>;
}

/** A rule broken at one place. */
export interface Violation {
  readonly project: string;
  /** Whom it is about: a service, network or volume, by its plain name. Part of the identity. */
  readonly subject: string;
  /** What makes this one differ from others of the same rule and subject (`from=proxy by=network:backend`): never a line or a sentence. */
  readonly identity: string;
  /**
   * The claims that it makes together, each complete in itself among those of its rule and project (`db published:5432/tcp`): what is left
   * of a finding when a change takes some of them away is no new finding. Left out: it is one claim.
   */
  readonly claims?: readonly string[];
  /**
   * Sets of lines, each of which ends it when all of them change. Left out: any line of the flows that it objects to; where it makes several
   * claims, all of them together.
   */
  readonly ends?: readonly (readonly SourceLocation[])[];
  /** One sentence, plain text with names in `backticks`; values from files are never secrets. */
  readonly message: string;
  /** The line that did it. */
  readonly at: SourceLocation;
  /** Other lines that make it true. */
  readonly related: readonly Evidence[];
  /** The flows it rests on, from source to target; empty where no reach is claimed. */
  readonly path: readonly Flow[];
  /** Service ids that take part, for pictures and filters. */
  readonly services: readonly string[];
  readonly fix: Fix;
  /** Where it differs from the rule's own severity. */
  readonly severity: Severity | null;
}

export interface Fix {
  /** What to do, as an imperative sentence. */
  readonly summary: string;
  /** What changes in the files; none where there is no single way. */
  readonly edits: readonly Edit[];
  /** What changes in behaviour, if anything does. */
  readonly caveat: string | null;
}
