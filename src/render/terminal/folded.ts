import type { ReportDiagnostic } from '../../review/report/report.ts';
import { addTo } from '../../words/grouped.ts';
import { diagnosticItems, heading } from './lists.ts';
import type { Page } from './words.ts';

/** Each in full, as -v tells it; of many of one kind the first alone, with how many more there are. */
export function foldedLines(title: string, all: readonly ReportDiagnostic[], page: Page): readonly string[] {
  if (all.length === 0) return [];
  const kinds = new Map<string, ReportDiagnostic[]>();
  for (const each of all) addTo(kinds, kindOf(each), each);
  const groups = [...kinds.values()].flatMap((group) =>
    group.length > MOST_ALIKE ? [group] : group.map((one) => [one]),
  );
  const left = groups.slice(MOST_KINDS).flat().length;
  const isWhole = left === 0 && groups.every((group) => group.length === 1);
  return [
    heading(isWhole ? title : `${title}: ${all.length.toString()} (-v tells all)`, page),
    ...groups.slice(0, MOST_KINDS).flatMap((group) => linesOfKind(group, page)),
    ...(left === 0 ? [] : [`  … ${left.toString()} more`]),
  ];
}

const MOST_KINDS = 5;
/** More than this of one kind are folded. */
const MOST_ALIKE = 2;

/** Of one code; what Docker refuses is of many kinds, told apart by the sentence without its names. */
function kindOf({ code, message, severity }: ReportDiagnostic): string {
  return code === 'docker-refuses' ? severity + message.replace(/`[^`]*`|\d+/gu, '') : code;
}

function linesOfKind([first, ...more]: readonly ReportDiagnostic[], page: Page): readonly string[] {
  if (first === undefined) return [];
  const [[where = '', ...said] = []] = diagnosticItems([first], page);
  return [`${where}${more.length === 0 ? '' : ` +${more.length.toString()}`}`, ...said];
}
