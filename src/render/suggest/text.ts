import type { Suggested } from '../../review/walls/suggested.ts';
import { code } from '../../words/words.ts';
import { forTerminal } from '../escape.ts';
import { counted, type NameOf } from '../names.ts';
import { fittedTable, wrapped } from '../terminal/layout.ts';
import { type TextOptions, pageOf } from '../terminal/page.ts';
import type { Page } from '../terminal/words.ts';
import { closedRows, headlineOf, namesIn, needPlace, networksOf, networkTraits } from './words.ts';

/** What is suggested and why, without the patch. */
export function renderSuggestion(suggested: Suggested, options: TextOptions): string {
  const name = namesIn(suggested);
  const page = pageOf(name, options);
  const blocks = [
    wrapped(headlineOf(suggested), page.width, page.paint),
    block('Who can connect', reachRows(suggested, name), page),
    block('New networks', networkRows(suggested, name), page),
    block('Kept, because it is needed', needRows(suggested, name), page),
    block('No longer possible', closedRows(suggested, name), page),
    list(
      'Stays as it is',
      suggested.left.map(({ service, why }) => `${code(name(service))} ${why}.`),
      page,
    ),
    list('Besides', suggested.besides, page),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function block(title: string, rows: readonly (readonly string[])[], page: Page): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST);
  const more = rows.length - shown.length;
  return [
    page.paint('name', title),
    ...fittedTable(
      shown.map((row) => row.map(forTerminal)),
      '  ',
      page.width,
    ),
    ...(more > 0 ? [page.paint('quiet', `  and ${String(more)} more (--format json has all)`)] : []),
  ];
}

/** So many rows of a kind are told. */
const MOST = 30;

function list(title: string, all: readonly string[], page: Page): readonly string[] {
  if (all.length === 0) return [];
  return [
    page.paint('name', title),
    ...all.slice(0, MOST).flatMap((line) => wrapped(line, page.width - 2, page.paint).map((part) => `  ${part}`)),
  ];
}

function reachRows({ reach }: Suggested, name: NameOf): readonly (readonly string[])[] {
  return reach
    .filter(({ before, after }) => before !== after)
    .map(({ service, before, after, needs }) => [
      name(service),
      `${counted(before, 'can', 'can')} now, ${needs === 1 ? '1 needs' : `${String(needs)} need`} to or may, ${String(after)} can then`,
    ]);
}

function networkRows(suggested: Suggested, name: NameOf): readonly (readonly string[])[] {
  return networksOf(suggested, name).map((network) => [
    network.name,
    network.members.map(name).join(', '),
    networkTraits(network),
  ]);
}

function needRows({ needs }: Suggested, name: NameOf): readonly (readonly string[])[] {
  return needs.map((need) => [
    `${name(need.from)} → ${name(need.to)}`,
    need.where ?? 'a guess: it may use it',
    needPlace(need),
  ]);
}
