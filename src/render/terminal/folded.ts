import type { ReportDiagnostic } from '../../review/report/report.ts';
import { addTo } from '../../words/grouped.ts';
import { fitted } from './layout.ts';
import { heading, saidOf } from './lists.ts';
import { type Page, shortPlace } from './words.ts';

/** What is of one kind told by its first, in one row, with how many more there are. */
export function foldedLines(title: string, all: readonly ReportDiagnostic[], page: Page): readonly string[] {
  if (all.length === 0) return [];
  const kinds = new Map<string, ReportDiagnostic[]>();
  for (const each of all) addTo(kinds, kindOf(each), each);
  const groups = [...kinds.values()];
  const isWhole = groups.every((group) => group.length === 1) && groups.length <= MOST_KINDS;
  const left = groups.slice(MOST_KINDS).flat().length;
  return [
    heading(isWhole ? title : `${title}: ${all.length.toString()} (-v tells all)`, page),
    ...groups.slice(0, MOST_KINDS).map((group) => rowOf(group, page)),
    ...(left === 0 ? [] : [`  … ${left.toString()} more`]),
  ];
}

const MOST_KINDS = 5;

/** Of one code; what Docker refuses is of many kinds, told apart by the sentence without its names. */
function kindOf({ code, message, severity }: ReportDiagnostic): string {
  return code === 'docker-refuses' ? severity + message.replace(/`[^`]*`|\d+/gu, '') : code;
}

function rowOf([first, ...more]: readonly ReportDiagnostic[], page: Page): string {
  if (first === undefined) return '';
  const count = more.length === 0 ? '' : ` +${more.length.toString()}`;
  const where = shortPlace(first, Math.floor(page.width * 0.4)) + count;
  const before = first.revision === 'base' ? ' before this change' : '';
  const room = page.width - where.length - before.length - 4;
  return `  ${page.paint('quiet', where)}${before}  ${fitted(saidOf(first), Math.max(20, room), page.paint)}`;
}
