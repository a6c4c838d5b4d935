import type { Report, ReportCause, ReportFinding } from '../../review/report/report.ts';
import { compareLocations } from '../../compose/source.ts';
import { forTerminal } from '../escape.ts';
import type { Numbered } from '../numbered.ts';
import { storyOf } from '../story.ts';
import { columns, padded, table, wrapped } from './layout.ts';
import { type Page, pathLines, place } from './words.ts';

/** A cause in short: how bad, where, what is wrong, what to do. */
export function causeItem({ cause }: Numbered, page: Page): readonly string[] {
  const room = Math.max(20, page.width - 2);
  return [
    headOf(cause, page),
    ...[cause.message, `Fix: ${cause.fix.summary}`].flatMap((text) =>
      wrapped(text, room, page.paint).map((line) => `  ${line}`),
    ),
  ];
}

function headOf({ id, blocking, severity, rules, lines: [at, ...more] }: ReportCause, { paint }: Page): string {
  const where = [
    at === undefined ? '' : place(at),
    ...(more.length === 0 ? [] : [`and ${more.length.toString()} more`]),
  ];
  const what = paint(blocking ? 'bad' : 'warning', `✖ ${padded(severity, 8)}`);
  return `${what}  ${where.join(' ')}  ${paint('name', forTerminal(rules.join(', ')))}  ${paint('quiet', forTerminal(id))}`;
}

/** A cause in full: what, where, the path of its worst finding with its lines, why it matters, how to fix it. */
export function causeLines(report: Report, one: Numbered, page: Page, sayWhy: boolean): readonly string[] {
  const { paint } = page;
  const { cause, finding } = one;
  const { message, fix } = cause;
  const { why } = finding;
  const room = Math.max(20, page.width - INDENT.length);
  const story = storyOf(report, finding);
  const evidence = evidenceOf(
    story.flatMap((hop) => hop.evidence),
    finding,
  );
  return [
    headOf(cause, page),
    ...wrapped(message, Math.max(20, page.width - 2), paint).map((line) => `  ${line}`),
    ...labelled(story.length > 0 ? 'path' : 'lines', [
      ...pathLines(story, page, room, columns),
      ...table(
        [...otherLines(cause), ...evidence].map((row) => row.map((cell) => paint('quiet', cell))),
        story.length > 0 ? '  ' : '',
      ),
    ]),
    ...(sayWhy ? labelled('why', wrapped(why, room, paint)) : []),
    ...labelled('fix', [
      ...wrapped(fix.summary, room, paint),
      ...(fix.yaml === null ? [] : yamlLines(fix.yaml, page)),
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
