import type { Report, ReportCause, ReportFinding } from '../review/report/report.ts';

/** A cause with the number that table, pictures and paragraphs know it by. */
export interface Numbered {
  /** `V1`, `V2`, … */
  readonly number: string;
  readonly cause: ReportCause;
  /** Its worst finding, whose path is shown. */
  readonly finding: ReportFinding;
  /** All that it ends, the worst first. */
  readonly findings: readonly ReportFinding[];
}

export interface NumberedCauses {
  /** What this report is about: what is new in a change; where there is no base all counts as new. */
  readonly main: readonly Numbered[];
  /** What the base or the baseline has as well; the numbers go on where those of `main` end. */
  readonly existing: readonly Numbered[];
}

/** Numbers in the order of the report, which is the worst first; what fails the gate goes before what does not. */
export function numbered(report: Report): NumberedCauses {
  const findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const main = report.causes.filter(({ status }) => status === 'new');
  const existing = report.causes.filter(({ status }) => status !== 'new');
  const all = [...blockingFirst(main), ...blockingFirst(existing)].flatMap((cause, index): readonly Numbered[] => {
    const own = cause.findings.flatMap((fingerprint) => findings.get(fingerprint) ?? []);
    const [finding] = own;
    return finding === undefined ? [] : [{ number: `V${(index + 1).toString()}`, cause, finding, findings: own }];
  });
  return {
    main: all.filter(({ cause }) => cause.status === 'new'),
    existing: all.filter(({ cause }) => cause.status !== 'new'),
  };
}

function blockingFirst(causes: readonly ReportCause[]): readonly ReportCause[] {
  return [...causes.filter(({ blocking }) => blocking), ...causes.filter(({ blocking }) => !blocking)];
}
