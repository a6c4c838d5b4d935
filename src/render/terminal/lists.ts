import type { ReportDiagnostic, ReportFinding } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { fittedTable, padded, wrapped } from './layout.ts';
import { type Page, place } from './words.ts';

/** Longest list; what is left out is counted. */
const MOST = 30;

/** Items of one or several lines under a heading. */
export function list(title: string, items: readonly (readonly string[])[], page: Page): readonly string[] {
  if (items.length === 0) return [];
  return [heading(title, page), ...items.slice(0, MOST).flat(), ...leftOut(items.length - MOST)];
}

/** Rows of aligned columns under a heading. */
export function rows(
  title: string,
  all: readonly (readonly string[])[],
  page: Page,
  most = Infinity,
): readonly string[] {
  if (all.length === 0) return [];
  const count = Math.min(most, MOST);
  return [heading(title, page), ...fittedTable(all.slice(0, count), '  ', page.width), ...leftOut(all.length - count)];
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

export function diagnosticItems(diagnostics: readonly ReportDiagnostic[], page: Page): readonly (readonly string[])[] {
  return diagnostics.map((each) => [
    `  ${place(each)}${each.revision === 'base' ? ' before this change' : ''}`,
    ...underneath(saidOf(each), page),
  ]);
}

/** Its heading says already who refuses. */
export function saidOf({ code, message }: ReportDiagnostic): string {
  if (code !== 'docker-refuses') return message;
  const said = message.replace(/^((?:On [^:]+: )?)Docker refuses this: /u, '$1');
  return said.slice(0, 1).toUpperCase() + said.slice(1);
}

function underneath(prose: string, { paint, width }: Page): readonly string[] {
  return wrapped(prose, Math.max(20, width - 4), paint).map((line) => `    ${line}`);
}

function leftOut(count: number): readonly string[] {
  return count > 0 ? [`  … ${count.toString()} more`] : [];
}
