import type { Report, ReportWholeFix } from '../../review/report/report.ts';
import { codeBlock, codeSpan, proseForMarkdown } from '../escape.ts';
import { counted } from '../names.ts';
import { isCopyable } from '../patch-lines.ts';
import { numbered } from '../numbered.ts';
import { folded } from './finding.ts';

/** The one patch that turns the check green, folded: what it changes, what has to be done besides, and what it leaves; nothing where there is none. */
export function wholePatch(report: Report): string {
  const { fix } = report;
  if (fix === null) return '';
  const parts = [
    codeBlock('diff', fix.patch.replace(/\n$/u, '')),
    ...(fix.hidesSecrets ? [`It has … in the place of credentials: ${COMMAND} makes the change.`] : []),
    ...(fix.hidesSecrets || isCopyable(fix.patch)
      ? []
      : [`It is made with ${COMMAND}: copied from here it would lose characters.`]),
    [triedText(fix), ...fix.tried.after.map(proseForMarkdown)].map((line) => `- ${line}`).join('\n'),
    leftItems(report, fix).join('\n'),
  ].filter((part) => part !== '');
  return folded(titleOf(fix), parts.join('\n\n'));
}

const COMMAND = '`npx bulkhead fix --write`';

function titleOf({ left }: ReportWholeFix): string {
  return left.length === 0
    ? 'One patch turns this check green'
    : `One patch for what fails the check, but for ${counted(left.length, 'cause')}`;
}

/** What was seen when it was tried. */
function triedText({ tried: { ends, needs } }: ReportWholeFix): string {
  const stays =
    needs === 0 ? '' : `, and ${counted(needs, 'connection')} that services need ${needs === 1 ? 'stays' : 'stay'}`;
  return `Applied, loaded and judged again: it ends ${counted(ends.length, 'finding')}${stays}.`;
}

function leftItems(report: Report, { left }: ReportWholeFix): readonly string[] {
  const { main, existing } = numbered(report);
  return [...main, ...existing]
    .filter(({ cause }) => left.includes(cause.id))
    .map(({ number, cause: { id, fix } }) => {
      const why = fix.patch === null ? fix.caveat : 'Its patch changes the same lines as another.';
      return `- Left: ${number} (${codeSpan(id)}). ${proseForMarkdown(why ?? 'No patch is known for it.')}`;
    });
}
