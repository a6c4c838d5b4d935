import { gateReport } from './gate.ts';
import { compareCauses } from './causes/causes.ts';
import type { Report, ReportCause, Verdict } from './report/report.ts';
import { compareDiagnostics } from './report/diagnostics.ts';

/** One report of two on the same head, each against another base: what is new against either is new, and only what is fixed against both is fixed. */
export function stricter(own: Report, other: Report): Report {
  const news = new Map(
    other.findings.filter(({ status }) => status === 'new').map((finding) => [finding.fingerprint, finding]),
  );
  const findings = own.findings.map((finding) =>
    finding.status === 'new' ? finding : (news.get(finding.fingerprint) ?? finding),
  );
  const raised = new Set(
    own.findings.flatMap(({ fingerprint, status }) => (status !== 'new' && news.has(fingerprint) ? [fingerprint] : [])),
  );
  const fixed = own.fixed.filter(({ fingerprint }) => other.fixed.some((each) => each.fingerprint === fingerprint));
  const said = new Set(own.diagnostics.map((each) => JSON.stringify(each)));
  return {
    ...own,
    verdict: strictest(own.verdict, other.verdict),
    gate: gateReport(own.gate, findings, fixed, own.excepted),
    findings,
    causes: raised.size === 0 ? own.causes : causesWith(own, other, raised),
    fix: raised.size === 0 ? own.fix : other.fix,
    fixed,
    diagnostics: [...own.diagnostics, ...other.diagnostics.filter((each) => !said.has(JSON.stringify(each)))].sort(
      compareDiagnostics,
    ),
  };
}

/** Causes of `own`, but that what is new against the other base alone is told by its causes. */
function causesWith(own: Report, other: Report, raised: ReadonlySet<string>): readonly ReportCause[] {
  const kept = own.causes.flatMap((cause) => part(cause, (fingerprint) => !raised.has(fingerprint)));
  const added = other.causes.flatMap((cause) => part(cause, (fingerprint) => raised.has(fingerprint)));
  const rest = new Map(kept.map((cause) => [cause.id, cause]));
  const both = added.map((cause): ReportCause => {
    const same = rest.get(cause.id);
    rest.delete(cause.id);
    return same === undefined ? cause : { ...cause, findings: [...cause.findings, ...same.findings] };
  });
  return [...both, ...rest.values()].sort(compareCauses);
}

function part(cause: ReportCause, isIn: (fingerprint: string) => boolean): readonly ReportCause[] {
  const findings = cause.findings.filter(isIn);
  return findings.length === 0 ? [] : [{ ...cause, findings }];
}

const STRICTNESS = ['pass', 'unknown', 'fail'] as const satisfies readonly Verdict[];

function strictest(one: Verdict, other: Verdict): Verdict {
  return STRICTNESS.indexOf(one) > STRICTNESS.indexOf(other) ? one : other;
}
