import type { Report, ReportCause } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { exceptionLines } from '../exceptions.ts';
import { counted, namesOf } from '../names.ts';
import { numbered } from '../numbered.ts';
import { causeLines } from './cause.ts';
import { pageOf, type TextOptions } from './page.ts';
import { heading } from './lists.ts';
import { signed } from './patch.ts';

/** One cause with all that is known of it: lines, path, reason, tried patch, and the exception that allows it. */
export function renderCause(report: Report, cause: ReportCause, options: TextOptions): string {
  const page = pageOf(namesOf(report), options);
  const { main, existing } = numbered(report);
  const one = [...main, ...existing].find((each) => each.cause.id === cause.id);
  if (one === undefined) return '';
  const { patch, tried } = cause.fix;
  const blocks = [
    causeLines(report, one, page, { why: true, lines: patch === null }),
    patch === null
      ? []
      : [
          heading(`Patch, tried: ends ${counted(tried?.ends.length ?? one.findings.length, 'finding')}`, page),
          ...patch
            .replace(/\n$/u, '')
            .split('\n')
            .map((line) => signed(line, page)),
        ],
    [
      heading('To allow it instead, in .github/bulkhead.yaml', page),
      ...exceptionLines(report, one.findings).map((line) => forTerminal(line)),
    ],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
