import type { Report, ReportCause, ReportFinding } from '../../review/report/report.ts';
import { compareLocations } from '../../compose/source.ts';
import { forTerminal } from '../escape.ts';
import { namesAmong } from '../names.ts';
import type { Numbered } from '../numbered.ts';
import { storyOf } from '../story.ts';
import { columns, fitted, fittedTable, packed, padded, wrapped } from './layout.ts';
import { type Page, pathLines, place, shortPlace } from './words.ts';

/** A cause in two rows: how bad, what is wrong, its id; where, and what to do. */
export function causeRows({ cause }: Numbered, page: Page): readonly string[] {
  const { paint, width } = page;
  const { id, blocking, severity, message, fix, rules } = cause;
  const sign = paint(blocking ? 'bad' : 'warning', `${blocking ? '✖' : '!'} ${padded(severity, 8)}`);
  const inside = width - LEFT.length;
  const room = width - columns(HEAD) - id.length - 2;
  const where = whereOf(cause, Math.floor(inside * 0.45));
  const rule = `[${forTerminal(rules[0] ?? '')}]`;
  const left = inside - columns(where) - 2;
  const isNamed = left - columns(rule) - 2 >= FEWEST;
  const what = fitted(fix.summary, isNamed ? left - columns(rule) - 2 : left, paint);
  // Which rule of the policy is broken is not to be left out.
  const [first = '', ...more] = rules.includes('isolation')
    ? wrapped(message, room, paint)
    : [fitted(message, room, paint)];
  return [
    `${sign}  ${padded(first, room)}  ${paint('quiet', forTerminal(id))}`,
    ...more.map((line) => HEAD + line),
    `${LEFT}${paint('quiet', where)}  ${what}${isNamed ? `  ${paint('quiet', rule)}` : ''}`,
  ];
}

/** Columns for a fix; the name of the rule stands behind it only where it has more. */
const FEWEST = 30;

/** As wide as the sign, the severity and the space behind it. */
const HEAD = ' '.repeat(12);

/** Indent of the second row. */
const LEFT = ' '.repeat(4);

/** `compose.yaml:9:5 +2`: its first line, in at most `most` columns where that can be, and how many more it has. */
function whereOf({ lines: [at, ...more] }: ReportCause, most: number): string {
  if (at === undefined) return '';
  const count = more.length === 0 ? '' : ` +${more.length.toString()}`;
  return shortPlace(at, most - count.length) + count;
}

function headOf(
  { id, blocking, severity, rules, lines: [at, ...more] }: ReportCause,
  { paint, width }: Page,
): readonly string[] {
  const where = [
    at === undefined ? '' : place(at),
    ...(more.length === 0 ? [] : [`and ${more.length.toString()} more`]),
  ];
  const what = paint(blocking ? 'bad' : 'warning', `${blocking ? '✖' : '!'} ${padded(severity, 8)}`);
  const names = rules.map((rule, index) => paint('name', forTerminal(rule) + (index < rules.length - 1 ? ',' : '')));
  return packed([what, where.join(' '), ...names, paint('quiet', forTerminal(id))], '', width);
}

/** A cause in full: what, where, the path of its worst finding with its lines, why it matters, how to fix it. `says`: whether why, and the lines that change. */
export function causeLines(
  report: Report,
  one: Numbered,
  page: Page,
  says: { readonly why: boolean; readonly lines: boolean },
): readonly string[] {
  const { paint } = page;
  const { cause, finding } = one;
  const { message, fix } = cause;
  const { why } = finding;
  const room = Math.max(20, page.width - INDENT.length);
  const story = storyOf(report, finding);
  const name = namesAmong(
    report,
    story.flatMap(({ from, to }) => [from, to]),
  );
  const evidence = evidenceOf(
    story.flatMap((hop) => hop.evidence),
    finding,
  );
  return [
    ...headOf(cause, page),
    ...wrapped(message, Math.max(20, page.width - 2), paint).map((line) => `  ${line}`),
    ...labelled(story.length > 0 ? 'path' : 'lines', [
      ...pathLines(story, { ...page, name }, room, columns),
      ...fittedTable(
        [...otherLines(cause), ...evidence].map((row) => row.map((cell) => paint('quiet', cell))),
        story.length > 0 ? '  ' : '',
        room,
      ),
    ]),
    ...(says.why ? labelled('why', wrapped(why, room, paint)) : []),
    ...labelled('fix', [
      ...wrapped(fix.summary, room, paint),
      ...(fix.yaml === null || !says.lines ? [] : yamlLines(fix.yaml, page)),
      ...(fix.caveat === null ? [] : wrapped(fix.caveat, room, paint)),
    ]),
  ];
}

/** Its lines, but for the first, which stands in front. */
function otherLines({ lines }: ReportCause): readonly (readonly string[])[] {
  return lines.slice(1).map((at) => [place(at), 'as well']);
}

const INDENT = ' '.repeat(8);

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? `  ${padded(label, INDENT.length - 2)}${line}` : INDENT + line));
}

function evidenceOf(path: ReportFinding['related'], finding: ReportFinding): readonly (readonly string[])[] {
  const all = path.length > 0 ? path : [...finding.related].sort(compareLocations);
  const rows = new Map(all.map((at) => [`${place(at)} ${at.note}`, [place(at), forTerminal(at.note)]]));
  return [...rows.values()];
}

function yamlLines(yaml: string, { paint }: Page): readonly string[] {
  return yaml
    .replace(/(?<!\n)\n+$/u, '')
    .split('\n')
    .map((line) => {
      const text = forTerminal(line.replace(/\t/gu, '  '));
      return `  ${text.startsWith('+') ? paint('added', text) : text.startsWith('-') ? paint('gone', text) : text}`;
    });
}
