import type { Report, ReportFinding } from '../review/report/report.ts';

/** A finding with the number that table, pictures and paragraphs know it by. */
export interface Numbered {
  /** `V1`, `V2`, … */
  readonly number: string;
  readonly finding: ReportFinding;
}

export interface NumberedFindings {
  /** What this report is about: the new findings of a change; where there is no base all count as new. */
  readonly main: readonly Numbered[];
  /** Findings that the base or the baseline has as well; their numbers go on where those of `main` end. */
  readonly existing: readonly Numbered[];
}

/** Numbers in the order of the report, which is the worst first; findings that fail the gate go before those that do not. */
export function numbered(report: Report): NumberedFindings {
  const main = report.findings.filter(({ status }) => status === 'new');
  const existing = report.findings.filter(({ status }) => status !== 'new');
  const ordered = [...blockingFirst(main), ...blockingFirst(existing)];
  const all = ordered.map((finding, index): Numbered => ({ number: `V${(index + 1).toString()}`, finding }));
  return { main: all.slice(0, main.length), existing: all.slice(main.length) };
}

function blockingFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  return [...findings.filter(({ blocking }) => blocking), ...findings.filter(({ blocking }) => !blocking)];
}
