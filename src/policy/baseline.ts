import { type Diagnostic, warning } from '../compose/diagnostics.ts';
import { compareText, type SourceLocation } from '../compose/source.ts';
import { type Identified, knownFrom, leftIn } from './identified.ts';

export const BASELINE_FILE = '.github/bulkhead-baseline.yaml';

/** Findings that were there before anybody looked: shown, but not held against a change. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** A finding by its identity. Only the fingerprint and the claims count; the other words are for the reviewer. */
export interface BaselineEntry extends Identified {
  readonly at: SourceLocation;
}

export interface Ratcheted {
  /** What the baseline is to hold, sorted. */
  readonly entries: readonly Identified[];
  /** Entries that no longer occur; they leave. */
  readonly gone: readonly BaselineEntry[];
  /** Findings that are not in it; they enter only with leave to grow. */
  readonly grown: readonly Identified[];
}

/**
 * The next baseline. Without one yet, everything enters; afterwards it only shrinks unless it `mayGrow`. Entries that stay keep their words.
 * `projects`: only entries of these can leave, since nobody looked at others; `null`: all were looked at.
 */
export function ratchet(
  baseline: Baseline | null,
  findings: readonly Identified[],
  mayGrow: boolean,
  projects: ReadonlySet<string> | null,
): Ratcheted {
  const before = baseline?.entries ?? [];
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  const isUnseen = ({ project }: BaselineEntry): boolean => projects !== null && !projects.has(project);
  const isKnown = knownFrom(before);
  const isLeft = leftIn(findings);
  const stay = before.filter((entry) => present.has(entry.fingerprint) || isUnseen(entry));
  // What is left of an entry takes its place.
  const kept = [...stay, ...findings.filter(isKnown)];
  const grown = baselineOf(findings.filter((finding) => !isKnown(finding)));
  return {
    entries: baselineOf(baseline === null || mayGrow ? [...kept, ...grown] : kept),
    gone: before.filter((entry) => !isLeft(entry) && !isUnseen(entry)),
    grown,
  };
}

/** Entries of the findings, one an identity, sorted by project, rule and subject. */
export function baselineOf(findings: readonly Identified[]): readonly Identified[] {
  const first = new Map<string, Identified>();
  for (const { fingerprint, rule, project, subject, services, claims } of findings) {
    if (!first.has(fingerprint)) first.set(fingerprint, { fingerprint, rule, project, subject, services, claims });
  }
  return [...first.values()].sort(
    (a, b) =>
      compareText(a.project, b.project) ||
      compareText(a.rule, b.rule) ||
      compareText(a.subject, b.subject) ||
      compareText(a.fingerprint, b.fingerprint),
  );
}

/** Entries that no longer occur, as warnings at their lines. */
export function goneEntries(gone: readonly BaselineEntry[]): readonly Diagnostic[] {
  return gone.map(({ at, rule, subject }) =>
    warning(
      'baseline-gone',
      at,
      `\`${rule}\` of \`${subject}\` does not occur any more. Run \`bulkhead baseline\` to take it out, or it hides the finding when it comes back.`,
    ),
  );
}

/** Entries that a change adds, as warnings at their lines. */
export function grownEntries(added: readonly BaselineEntry[]): readonly Diagnostic[] {
  return added.map(({ at, rule, project, subject }) =>
    warning(
      'baseline-grows',
      at,
      `\`${rule}\` of \`${subject}\` in project \`${project}\` enters the baseline: once this is merged, it fails no check. Let it in only if that is meant.`,
    ),
  );
}

/** A first baseline, as one warning: its entries were not chosen one by one. */
export function startedBaseline({ file, entries }: Baseline): readonly Diagnostic[] {
  if (entries.length === 0) return [];
  const all = entries.length === 1 ? '1 finding' : `${String(entries.length)} findings`;
  const message = `This change starts a baseline with ${all}: once it is merged, they fail no check. Read them before.`;
  return [warning('baseline-grows', { file, line: 1, column: 1 }, message)];
}
