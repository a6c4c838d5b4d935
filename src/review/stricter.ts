import { gateReport } from './gate.ts';
import type { Report, Verdict } from './report/report.ts';
import { compareDiagnostics } from './report/diagnostics.ts';

/** One report of two on the same head, each against another base: what is new against either is new, and only what is fixed against both is fixed. */
export function stricter(own: Report, other: Report): Report {
  const news = new Map(
    other.findings.filter(({ status }) => status === 'new').map((finding) => [finding.fingerprint, finding]),
  );
  const findings = own.findings.map((finding) => news.get(finding.fingerprint) ?? finding);
  const fixed = own.fixed.filter(({ fingerprint }) => other.fixed.some((each) => each.fingerprint === fingerprint));
  const said = new Set(own.diagnostics.map((each) => JSON.stringify(each)));
  return {
    ...own,
    verdict: strictest(own.verdict, other.verdict),
    gate: gateReport(own.gate, findings, fixed, own.excepted),
    findings,
    fixed,
    diagnostics: [...own.diagnostics, ...other.diagnostics.filter((each) => !said.has(JSON.stringify(each)))].sort(
      compareDiagnostics,
    ),
  };
}

const STRICTNESS = ['pass', 'unknown', 'fail'] as const satisfies readonly Verdict[];

function strictest(one: Verdict, other: Verdict): Verdict {
  return STRICTNESS.indexOf(one) > STRICTNESS.indexOf(other) ? one : other;
}
