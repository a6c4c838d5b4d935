import type { Report, ReportWholeFix } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { counted } from '../names.ts';
import { isCopyable } from '../patch-lines.ts';
import { wrapped } from './layout.ts';
import { heading } from './lists.ts';
import type { Page } from './words.ts';

/** The one patch that turns the check green, in the first column so that it can be copied, with what has to be done besides, and what it leaves. */
export function patchLines(report: Report, page: Page): readonly string[] {
  const { fix } = report;
  if (fix === null) return [];
  const shown = fix.patch.replace(/\n$/u, '').split('\n');
  const room = Math.max(20, page.width - 2);
  const said = (text: string): readonly string[] => wrapped(text, room, page.paint).map((line) => `  ${line}`);
  return [
    heading(titleOf(fix), page),
    ...shown.map((line) => signed(line, page)),
    ...(fix.hidesSecrets || !isCopyable(fix.patch) ? said('`bulkhead fix --write` makes such a change.') : []),
    ...fix.tried.after.flatMap(said),
    ...leftLines(report, fix).flatMap(said),
  ];
}

function titleOf({ left }: ReportWholeFix): string {
  return left.length === 0
    ? 'One patch that ends what fails the check'
    : `One patch for what fails the check, but for ${counted(left.length, 'cause')}`;
}

/** A line of a patch, coloured by what it does. */
export function signed(line: string, { paint }: Page): string {
  const text = forTerminal(line.replace(/\t/gu, '  '));
  return /^\+(?!\+\+ )/u.test(text) ? paint('added', text) : /^-(?!-- )/u.test(text) ? paint('gone', text) : text;
}

function leftLines({ causes }: Report, { left }: ReportWholeFix): readonly string[] {
  return causes
    .filter(({ id }) => left.includes(id))
    .map(({ id, fix }) => {
      const why = fix.patch === null ? fix.caveat : 'Its patch changes the same lines as another.';
      return `Left: ${id}. ${why ?? 'No patch is known for it.'}`;
    });
}
