import { claimOf } from '../../review/report/claim.ts';
import type {
  Report,
  ReportCause,
  ReportFinding,
  ReportHop,
  ReportPolicyChange,
  ReportRename,
} from '../../review/report/report.ts';
import { type Effect, effectsOf } from '../effects.ts';
import { codeCell, forMarkdown, proseForMarkdown, tableCell } from '../escape.ts';
import { counted, type NameOf, namesOf } from '../names.ts';
import type { Numbered } from '../numbered.ts';
import { waysOf } from '../ways.ts';
import type { PlaceOf } from './links.ts';
import { overText, portsText, stopText, zonesOf } from './words.ts';

interface Table {
  readonly text: string;
  /** Rows that were left out. */
  readonly left: number;
}

/** What broke a rule, what opened, moved and closed, and what the policy says otherwise: one row each, at most `most`. */
export function changeTable(report: Report, main: readonly Numbered[], placeOf: PlaceOf, most: number): Table {
  const compared = report.change !== null;
  const name = namesOf(report);
  const zoned = zonedFor(report, name);
  const rows: readonly TableRow[] = [
    ...main.map((one) => causeRow(one, compared, zoned, placeOf)),
    ...report.policy.changes.map((each) => policyRow(each, placeOf)),
    ...effectsOf(report).map((effect) => effectRow(effect, name, zoned, placeOf)),
    ...distanceRows(report, name),
    ...fixedRows(report, zoned, placeOf),
    ...renameRows(report, name),
  ];
  if (rows.length === 0) return { text: '', left: 0 };
  const head = ['', compared ? 'change' : '', 'from', 'to', 'over', 'where'];
  const shown = [head, head.map(() => '---'), ...rows.slice(0, most)].map(rowText).join('\n');
  return { text: shown, left: Math.max(0, rows.length - most) };
}

/** Every way that the table tells of in a row for several, as items of a list. */
export function effectItems(report: Report, placeOf: PlaceOf): readonly string[] {
  const name = namesOf(report);
  return effectsOf(report)
    .filter(({ from, to }) => Math.max(from.length, to.length) > MOST_NAMES)
    .flatMap(({ kind, hops }) =>
      waysOf(hops, report).map(({ sources, targets, mutual, hop }) => {
        const [from, to] = [sources, targets].map((stops) => stops.map((stop) => stopText(stop, name)).join(', '));
        const [evidence] = hop.evidence;
        const where = evidence === undefined ? '' : ` (${placeOf(evidence, 'full', revisionOf(kind))})`;
        return `- ${kind}: ${from ?? ''} → ${to ?? ''} over ${overText(hop)}${mutual ? ', both ways' : ''}${where}`;
      }),
    );
}

type TableRow = readonly string[];

/** Names listed in one cell. */
const MOST_NAMES = 4;

type Zoned = (stop: string) => string;

/** A stop in a cell, with its zone where that says something. */
function zonedFor(report: Report, name: NameOf): Zoned {
  const zones = zonesOf(report);
  return (stop) => {
    const zone = zones.get(stop);
    return stopText(stop, name, codeCell) + (zone === undefined || zone === 'app' ? '' : ` *${forMarkdown(zone)}*`);
  };
}

function causeRow(
  { number, cause, finding, findings }: Numbered,
  compared: boolean,
  zoned: Zoned,
  placeOf: PlaceOf,
): TableRow {
  const [at = finding, ...more] = cause.lines;
  const where = placeOf(at) + (more.length === 0 ? '' : ` and ${more.length.toString()} more`);
  const path = claimOf(finding);
  const mark = markText(number, cause);
  if (path.length === 0)
    return [mark, compared ? 'new' : '', subjectsCell(findings), '', cause.rules.map(codeCell).join(', '), where];
  const claims = findings.map(claimOf).filter((hops) => hops.length > 0);
  const ends = (end: 'from' | 'to'): string => namesCell(uniqueEnds(claims, end), zoned);
  return [mark, compared ? 'opened' : 'reaches', ends('from'), ends('to'), meansCell(path), where];
}

/** What fails the check is bold and has a cross; the number does not break off from it. */
function markText(number: string, { blocking, severity }: ReportCause): string {
  return blocking ? `**✖\u{a0}${number}** ${severity}` : `${number} ${severity}`;
}

function policyRow(each: ReportPolicyChange, placeOf: PlaceOf): TableRow {
  const sign = each.kind === 'loosened' ? '**⚠**' : '';
  return [sign, each.kind, 'the policy', '', proseForMarkdown(each.text), placeOf(each)];
}

function effectRow(
  { kind, by, did, from, to, mutual, hops }: Effect,
  name: NameOf,
  zoned: Zoned,
  placeOf: PlaceOf,
): TableRow {
  const [hop] = hops;
  const [evidence] = hop?.evidence ?? [];
  const where = evidence === undefined ? '' : placeOf(evidence, 'full', revisionOf(kind));
  const how =
    by === null || hop === undefined ? meansCell(hop === undefined ? [] : [hop]) : doneText(by, did, hops, name);
  return ['', kind, namesCell(from, zoned), namesCell(to, zoned), how + (mutual ? ', both ways' : ''), where];
}

/** What was done, and how many ways that makes where they are not all named. */
function doneText(by: string, did: string, hops: readonly ReportHop[], name: NameOf): string {
  const count = new Set(hops.map(({ from, to }) => [from, to].sort().join('\0'))).size;
  const ways = count > MOST_NAMES ? `: ${count.toString()} ways` : '';
  return `${stopText(by, name, codeCell)} ${proseForMarkdown(did)}${ways}`;
}

function revisionOf(kind: Effect['kind']): 'base' | 'head' {
  return kind === 'closed' ? 'base' : 'head';
}

function fixedRows({ fixed }: Report, zoned: Zoned, placeOf: PlaceOf): readonly TableRow[] {
  return fixed.map((finding): TableRow => {
    const path = claimOf(finding);
    const where = placeOf(finding, 'full', 'base');
    if (path.length === 0) return ['✔', 'fixed', codeCell(finding.subject), '', codeCell(finding.rule), where];
    const ends = (end: 'from' | 'to'): string => namesCell(uniqueEnds([path], end), zoned);
    return ['✔', 'fixed', ends('from'), ends('to'), meansCell(path), where];
  });
}

function renameRows({ change }: Report, name: NameOf): readonly TableRow[] {
  return (change?.renamed ?? []).map(({ what, from, to }): TableRow => {
    const named = (text: string): string => codeCell(what === 'service' ? name(text) : text);
    return ['', what === 'project' ? 'moved' : 'renamed', named(from), named(to), RENAMED[what], ''];
  });
}

const RENAMED = {
  project: 'folder of the project',
  network: 'network, the same otherwise',
  service: 'service, the same otherwise',
} as const satisfies Record<ReportRename['what'], string>;

function uniqueEnds(claims: readonly (readonly ReportHop[])[], end: 'from' | 'to'): readonly string[] {
  return [...new Set(claims.flatMap((hops) => hops.at(end === 'from' ? 0 : -1)?.[end] ?? []))];
}

function subjectsCell(findings: readonly ReportFinding[]): string {
  return namesCell([...new Set(findings.map(({ subject }) => subject))], codeCell);
}

function namesCell(stops: readonly string[], zoned: Zoned): string {
  const left = stops.length > MOST_NAMES ? stops.length - MOST_NAMES + 1 : 0;
  const shown = stops.slice(0, stops.length - left).map(zoned);
  return [...shown, ...(left > 0 ? [`${left.toString()} more`] : [])].join(', ');
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

/** Only what got closer is news, or is out of reach; and only where no other row says so. */
function distanceRows(report: Report, name: NameOf): readonly TableRow[] {
  const told = new Set(
    report.findings
      .filter(({ status }) => status === 'new')
      .map(claimOf)
      .map((path) => `${path.at(0)?.from ?? ''}\0${path.at(-1)?.to ?? ''}`),
  );
  return (report.change?.distances ?? []).flatMap(({ from, to, before, after }): readonly TableRow[] => {
    const ends = [stopText(from, name, codeCell), stopText(to, name, codeCell)];
    if (after === null) return before === null ? [] : [['', 'cut off', ...ends, 'no path any more', '']];
    if ((before !== null && after >= before) || told.has(`${from}\0${to}`)) return [];
    const was = before === null ? 'was not reachable' : `was ${pivotsText(before)}`;
    return [['', 'closer', ...ends, `${pivotsText(after)}, ${was}`, '']];
  });
}

/** How far it is: nobody in between, or so many services that would have to be taken over. */
function pivotsText(pivots: number): string {
  return pivots === 0 ? 'direct' : `over ${counted(pivots, 'service')}`;
}

function rowText(cells: TableRow): string {
  return `| ${cells.map(tableCell).join(' | ')} |`;
}
