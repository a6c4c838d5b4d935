import { baselined, type Baseline, type BaselineEntry } from '../policy/baseline.ts';
import type { ReportFinding } from './report.ts';

/** Findings of which the baseline says that they were there before: they are shown, and not held against the change. */
export function withBaseline(findings: readonly ReportFinding[], baseline: Baseline | null): readonly ReportFinding[] {
  if (baseline === null) return findings;
  const known = baselined(baseline);
  return findings.map((finding) =>
    known.has(finding.fingerprint) ? { ...finding, status: 'existing', blocking: false } : finding,
  );
}

/** Entries that no finding stands for any more. */
export function goneFrom(baseline: Baseline | null, findings: readonly ReportFinding[]): readonly BaselineEntry[] {
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  return baseline?.entries.filter(({ fingerprint }) => !present.has(fingerprint)) ?? [];
}
