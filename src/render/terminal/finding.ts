import type { Report, ReportFinding } from '../../review/report/report.ts';
import { compareLocations } from '../../compose/source.ts';
import { forTerminal } from '../escape.ts';
import { storyOf } from '../story.ts';
import { columns, padded, table, wrapped } from './layout.ts';
import { type Page, pathLines, place } from './words.ts';

/** A finding in full: what, where, the path with its lines, why it matters, how to fix it. */
export function findingLines(report: Report, finding: ReportFinding, page: Page, sayWhy: boolean): readonly string[] {
  const { paint } = page;
  const { severity, rule, message, why, fix } = finding;
  const room = Math.max(20, page.width - INDENT.length);
  const story = storyOf(report, finding);
  const evidence = evidenceOf(
    story.flatMap((hop) => hop.evidence),
    finding,
  );
  const head = `${paint(finding.blocking ? 'bad' : 'warning', `✖ ${padded(severity, 8)}`)}  ${paint('name', forTerminal(rule))}  ${place(finding)}`;
  return [
    head,
    ...wrapped(message, Math.max(20, page.width - 2), paint).map((line) => `  ${line}`),
    ...labelled(story.length > 0 ? 'path' : 'lines', [
      ...pathLines(story, page, room, columns),
      ...table(
        evidence.map((row) => row.map((cell) => paint('quiet', cell))),
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
