import type { Report, ReportFinding, ReportHop } from '../../review/report/report.ts';
import { codeCell, forMarkdown, tableCell } from '../escape.ts';
import { counted, type NameOf, namesOf } from '../names.ts';
import type { Numbered } from '../numbered.ts';
import { claimOf } from '../../review/report/claim.ts';
import { closedWays, openedWays, type Way } from '../ways.ts';
import type { PlaceOf } from './links.ts';
import { overText, portsText, stopText, zonesOf } from './words.ts';

interface Table {
  readonly text: string;
  /** Rows that were left out. */
  readonly left: number;
}

/** What opened, what it broke, what closed: one row each, at most `most`. */
export function changeTable(report: Report, main: readonly Numbered[], placeOf: PlaceOf, most: number): Table {
  const compared = report.change !== null;
  const name = namesOf(report);
  const zones = zonesOf(report);
  const zoned = (stop: string): string => {
    const zone = zones.get(stop);
    return stopText(stop, name, codeCell) + (zone === undefined || zone === 'app' ? '' : ` *${forMarkdown(zone)}*`);
  };
  const causeRow = ({ number, cause, finding, findings }: Numbered): TableRow => {
    const claims = findings.map(claimOf).filter((hops) => hops.length > 0);
    const ends = (end: 'from' | 'to'): string => namesCell(uniqueEnds(claims, end), zoned);
    const path = claimOf(finding);
    const first = path.at(0);
    const last = path.at(-1);
    const mark = `**✖ ${number}**`;
    const [at = finding, ...more] = cause.lines;
    const where = placeOf(at) + (more.length === 0 ? '' : ` and ${more.length.toString()} more`);
    if (first === undefined || last === undefined)
      return [
        mark,
        compared ? 'new' : '',
        subjectsCell(findings),
        '',
        `breaks ${cause.rules.map(codeCell).join(', ')}`,
        where,
      ];
    return [mark, compared ? 'opened' : 'reaches', ends('from'), ends('to'), meansCell(path), where];
  };
  const rows: readonly TableRow[] = [
    ...main.map(causeRow),
    ...openedWays(report).map((way) => wayRow('opened', way, zoned, placeOf, 'head')),
    ...distanceRows(report, name),
    ...closedWays(report).map((way) => wayRow('closed', way, zoned, placeOf, 'base')),
    ...report.fixed.map((finding): TableRow => [
      '✔',
      'fixed',
      codeCell(finding.subject),
      '',
      codeCell(finding.rule),
      placeOf(finding, 'full', 'base'),
    ]),
  ];
  if (rows.length === 0) return { text: '', left: 0 };
  const head = ['', compared ? 'change' : '', 'from', 'to', 'over', 'where'];
  const shown = [head, head.map(() => '---'), ...rows.slice(0, most)].map(rowText).join('\n');
  return { text: shown, left: Math.max(0, rows.length - most) };
}

type TableRow = readonly string[];

/** Names listed in one cell. */
const MOST_NAMES = 8;

function uniqueEnds(claims: readonly (readonly ReportHop[])[], end: 'from' | 'to'): readonly string[] {
  return [...new Set(claims.flatMap((hops) => hops.at(end === 'from' ? 0 : -1)?.[end] ?? []))];
}

function subjectsCell(findings: readonly ReportFinding[]): string {
  return namesCell([...new Set(findings.map(({ subject }) => subject))], codeCell);
}

function namesCell(stops: readonly string[], zoned: (stop: string) => string): string {
  const left = stops.length > MOST_NAMES ? stops.length - MOST_NAMES + 1 : 0;
  const shown = stops.slice(0, stops.length - left).map(zoned);
  return [...shown, ...(left > 0 ? [`${left.toString()} more`] : [])].join(', ');
}

function wayRow(
  word: string,
  way: Way,
  zoned: (stop: string) => string,
  placeOf: PlaceOf,
  revision: 'base' | 'head',
): TableRow {
  const [evidence] = way.hop.evidence;
  const where = evidence === undefined ? '' : placeOf(evidence, 'full', revision);
  return [
    '',
    word,
    namesCell(way.sources, zoned),
    namesCell(way.targets, zoned),
    meansCell([way.hop]) + (way.mutual ? ', both ways' : ''),
    where,
  ];
}

function meansCell(path: readonly ReportHop[]): string {
  if (path.length > 1) return `${counted(path.length - 1, 'service')} between`;
  return path
    .map((hop) =>
      hop.means === 'published' || hop.means === 'through-host'
        ? overText(hop, codeCell)
        : [overText(hop, codeCell), portsText(hop.ports)].filter((text) => text !== '').join(', '),
    )
    .join('');
}

function distanceRows(report: Report, name: NameOf): readonly TableRow[] {
  return (report.change?.distances ?? []).flatMap(({ from, to, before, after }): readonly TableRow[] => {
    if (before === after) return [];
    const ends = [stopText(from, name, codeCell), stopText(to, name, codeCell)];
    if (after === null) return [['', 'cut off', ...ends, 'no path any more', '']];
    const closer = before === null || after < before;
    const was = before === null ? 'was not reachable' : `was ${pivotsText(before)}`;
    return [['', closer ? 'closer' : 'further', ...ends, `${pivotsText(after)}, ${was}`, '']];
  });
}

/** How far it is: nobody in between, or so many services that would have to be taken over. */
function pivotsText(pivots: number): string {
  return pivots === 0 ? 'direct' : `over ${counted(pivots, 'service')}`;
}

function rowText(cells: TableRow): string {
  return `| ${cells.map(tableCell).join(' | ')} |`;
}
