import type { Gate } from '../policy/policy.ts';
import { isAtLeast } from '../policy/severity.ts';
import type { ReportFinding, ReportGate, Verdict } from './report/report.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';

/** Marks the findings that fail the gate. Without a base every finding is new. */
export function gated(findings: readonly ReportFinding[], gate: Gate): readonly ReportFinding[] {
  return findings.map((finding) => ({
    ...finding,
    blocking: isAtLeast(finding.severity, gate.failOn) && (gate.scope === 'all' || finding.status === 'new'),
  }));
}

/** A blocking finding fails; what was not understood in the revision under review makes the rest unknown, never a pass. */
export function verdictOf(findings: readonly ReportFinding[], ofHead: readonly Diagnostic[]): Verdict {
  if (findings.some(({ blocking }) => blocking)) return 'fail';
  return ofHead.some(({ severity }) => severity === 'error') ? 'unknown' : 'pass';
}

export function gateReport(
  gate: Gate,
  findings: readonly ReportFinding[],
  fixed: readonly ReportFinding[],
  excepted: readonly ReportFinding[],
): ReportGate {
  const isNew = findings.filter(({ status }) => status === 'new').length;
  return {
    failOn: gate.failOn,
    scope: gate.scope,
    blocking: findings.filter(({ blocking }) => blocking).length,
    counts: { new: isNew, existing: findings.length - isNew, fixed: fixed.length, excepted: excepted.length },
  };
}
