import type { Analysis } from './analyze.ts';
import { compareFindings, findingOf } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import type { ReportFinding } from './report.ts';

/** Findings of the head, each new or existing, and those of the base that are gone. */
export interface Comparison {
  readonly findings: readonly ReportFinding[];
  readonly fixed: readonly ReportFinding[];
}

/**
 * Findings by identity, and by what they claim: one that claims less than the base did, or the same together with others, is not new, and
 * one of which something is left is not fixed. Without a base all are new. Where the base of a project could not be read nothing of it counts as
 * existing: the gate then judges everything there (fail closed), and nothing is called fixed.
 */
export function compared(base: Analysis | null, head: Analysis): Comparison {
  const before = new Map(base === null ? [] : unique(base, 'fixed').map((finding) => [finding.fingerprint, finding]));
  const after = unique(head, 'new');
  const present = new Set(after.map(({ fingerprint }) => fingerprint));
  const [claimed, claims] = [claimsOf(base), claimsOf(head)];
  const isKnown = ({ fingerprint }: ReportFinding): boolean =>
    before.has(fingerprint) || areAll(claims.by.get(fingerprint), claimed.all);
  const isLeft = ({ fingerprint }: ReportFinding): boolean =>
    present.has(fingerprint) || claimed.by.get(fingerprint)?.some((claim) => claims.all.has(claim)) === true;
  return {
    findings: after
      .map((finding): ReportFinding => (isKnown(finding) ? { ...finding, status: 'existing' } : finding))
      .sort(compareFindings),
    fixed: [...before.values()].filter((finding) => !isLeft(finding)).sort(compareFindings),
  };
}

interface Claims {
  readonly all: ReadonlySet<string>;
  /** By the fingerprint of the finding. */
  readonly by: ReadonlyMap<string, readonly string[]>;
}

/** What the findings of a revision claim. */
function claimsOf(analysis: Analysis | null): Claims {
  const by = new Map<string, readonly string[]>();
  for (const { rule, violation } of analysis?.breaches ?? []) {
    const claims = (violation.claims ?? []).map((claim) => [violation.project, rule.id, claim].join('\0'));
    if (claims.length > 0) by.set(fingerprint(rule.id, violation), claims);
  }
  return { all: new Set([...by.values()].flat()), by };
}

function areAll(claims: readonly string[] | undefined, known: ReadonlySet<string>): boolean {
  return claims?.every((claim) => known.has(claim)) === true;
}

/** One finding an identity, the worst. */
function unique(analysis: Analysis, status: ReportFinding['status']): readonly ReportFinding[] {
  const findings = analysis.breaches.map((breach) => findingOf(breach, status)).sort(compareFindings);
  const first = new Map<string, ReportFinding>();
  for (const finding of findings) if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, finding);
  return [...first.values()];
}
