import type { Analysis } from './analyze.ts';
import { compareFindings, findingOf } from './findings.ts';
import type { ReportFinding } from './report.ts';

/** Findings of the head, each new or existing, and those of the base that are gone. */
export interface Comparison {
  readonly findings: readonly ReportFinding[];
  readonly fixed: readonly ReportFinding[];
}

/**
 * Findings by identity. Without a base all are new. Where the base of a project could not be read nothing of it counts as
 * existing: the gate then judges everything there (fail closed), and nothing is called fixed.
 */
export function compared(base: Analysis | null, head: Analysis): Comparison {
  const before = new Map(base === null ? [] : unique(base, 'fixed').map((finding) => [finding.fingerprint, finding]));
  const after = unique(head, 'new');
  const present = new Set(after.map(({ fingerprint }) => fingerprint));
  return {
    findings: after
      .map((finding): ReportFinding => (before.has(finding.fingerprint) ? { ...finding, status: 'existing' } : finding))
      .sort(compareFindings),
    fixed: [...before.values()].filter(({ fingerprint }) => !present.has(fingerprint)).sort(compareFindings),
  };
}

/** One finding an identity, the worst. */
function unique(analysis: Analysis, status: ReportFinding['status']): readonly ReportFinding[] {
  const findings = analysis.breaches.map((breach) => findingOf(breach, status)).sort(compareFindings);
  const first = new Map<string, ReportFinding>();
  for (const finding of findings) if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, finding);
  return [...first.values()];
}
