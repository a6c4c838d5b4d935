import { type Baseline, goneEntries, grownEntries, startedBaseline } from '../policy/baseline.ts';
import { knownFrom, leftIn } from '../policy/identified.ts';
import type { ReportFinding, ReportPolicy } from './report/report.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { PolicyAndBaseline } from './input.ts';

/** Findings of which the baseline says that they were there before: they are shown, and not held against the change. */
export function withBaseline(findings: readonly ReportFinding[], baseline: Baseline | null): readonly ReportFinding[] {
  if (baseline === null) return findings;
  const isKnown = knownFrom(baseline.entries);
  return findings.map((finding) => (isKnown(finding) ? { ...finding, status: 'existing', blocking: false } : finding));
}

export interface BaselineChange {
  readonly counts: ReportPolicy['baseline'];
  /** What enters, at its line in the head: whoever reviews the change lets it in. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a change does to the baseline; nothing where it does not touch it. */
export function baselineChange(before: Baseline | null, proposed: PolicyAndBaseline | null): BaselineChange {
  if (proposed === null) return { counts: { added: 0, removed: 0 }, diagnostics: [] };
  const after = proposed.baseline;
  const added = without(after, before);
  return {
    counts: { added: added.length, removed: without(before, after).length },
    diagnostics: before === null && after !== null ? startedBaseline(after) : grownEntries(added),
  };
}

function without(one: Baseline | null, other: Baseline | null): Baseline['entries'] {
  const isKnown = knownFrom(other?.entries ?? []);
  return one?.entries.filter((entry) => !isKnown(entry)) ?? [];
}

/**
 * Entries that no finding stands for any more, as warnings. `projects`: only entries of these are looked at; `null`: of every project, so
 * that those of a project that is gone leave as well.
 */
export function goneFrom(
  baseline: Baseline | null,
  findings: readonly ReportFinding[],
  projects: ReadonlySet<string> | null,
): readonly Diagnostic[] {
  const isLeft = leftIn(findings);
  const gone = baseline?.entries.filter(
    (entry) => !isLeft(entry) && (projects === null || projects.has(entry.project)),
  );
  return goneEntries(gone ?? []);
}
