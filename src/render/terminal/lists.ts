import type { Report, ReportDiagnostic, ReportFinding } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { padded, table, wrapped } from './layout.ts';
import { type Page, place } from './words.ts';

/** Longest list; what is left out is counted. */
const MOST = 30;

/** Items of one or several lines under a heading. */
export function list(title: string, items: readonly (readonly string[])[], page: Page): readonly string[] {
  if (items.length === 0) return [];
  return [heading(title, page), ...items.slice(0, MOST).flat(), ...leftOut(items.length - MOST)];
}

/** Rows of aligned columns under a heading. */
export function rows(title: string, all: readonly (readonly string[])[], page: Page): readonly string[] {
  if (all.length === 0) return [];
  return [heading(title, page), ...table(all.slice(0, MOST), '  '), ...leftOut(all.length - MOST)];
}

export function heading(text: string, { paint }: Page): string {
  return paint('name', text);
}

/** A finding in short, for lists of what was there before: its line, and the message under it. */
export function findingItem(finding: ReportFinding, page: Page): readonly string[] {
  const { severity, rule, message } = finding;
  return [`  ${padded(severity, 8)}  ${forTerminal(rule)}  ${place(finding)}`, ...underneath(message, page)];
}

export function exceptedItem(finding: ReportFinding, page: Page): readonly string[] {
  const { because = '', until = null } = finding.exception ?? {};
  return [
    ...findingItem(finding, page),
    ...underneath(`Because: ${because}${until === null ? '' : `, until ${until}`}`, page),
  ];
}

export function diagnosticItems(
  { diagnostics }: Report,
  severity: ReportDiagnostic['severity'],
  page: Page,
): readonly (readonly string[])[] {
  return diagnostics
    .filter((each) => each.severity === severity)
    .map((each) => [
      `  ${place(each)}${each.revision === 'base' ? ' before this change' : ''}`,
      ...underneath(each.message, page),
    ]);
}

function underneath(prose: string, { paint, width }: Page): readonly string[] {
  return wrapped(prose, Math.max(20, width - 4), paint).map((line) => `    ${line}`);
}

function leftOut(count: number): readonly string[] {
  return count > 0 ? [`  … ${count.toString()} more`] : [];
}
