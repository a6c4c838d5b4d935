import type { Report } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { listed } from '../../words/words.ts';
import { counted } from '../names.ts';
import { numbered } from '../numbered.ts';
import { closedWays, openedWays, type Way } from '../ways.ts';
import { columns, wrapped } from './layout.ts';
import { list, rows } from './lists.ts';
import type { Style } from './paint.ts';
import { type Page, pathLines, place, ports, stop } from './words.ts';

/** What a change opens and closes, less what its findings say. */
export function changeLines(report: Report, page: Page, most: number): readonly string[] {
  if (report.change === null) return [];
  const row = (sign: string, style: Style) => (way: Way) => [
    page.paint(style, sign),
    `${stops(way.sources, page)} ${way.mutual ? '↔' : '→'} ${stops(way.targets, page)}`,
    `over ${forTerminal(way.over)}`,
    page.paint('quiet', way.hop.evidence.slice(0, 1).map(place).join('')),
  ];
  const told = numbered(report).main.some(({ finding }) => finding.path.length > 0);
  const title = told ? 'What else this change opens and closes' : 'What this change opens and closes';
  const all = [
    ...openedWays(report).map(row('+ opened', 'added')),
    ...distanceRows(report, page),
    ...closedWays(report).map(row('- closed', 'gone')),
  ];
  return rows(title, all, page, most);
}

function stops(all: readonly string[], page: Page): string {
  return listed(
    all.map((each) => stop(each, page)),
    5,
  );
}

function distanceRows({ change }: Report, page: Page): readonly (readonly string[])[] {
  const text = (pivots: number | null): string => (pivots === null ? 'no path' : hops(pivots));
  return (change?.distances ?? []).map(({ from, to, before, after }) => {
    const closer = after !== null && (before === null || after < before);
    const sign = closer ? page.paint('warning', '! closer') : '  further';
    return [sign, `${stop(from, page)} → ${stop(to, page)}`, `${text(after)}, was ${text(before)}`];
  });
}

export function exposureLines(report: Report, page: Page): readonly string[] {
  const exposed = report.outside.map(({ service, ports: reached, hop }) => [
    stop(service, page),
    ports(reached),
    forTerminal(hop.over),
    page.paint('quiet', hop.evidence.slice(0, 1).map(place).join('')),
  ]);
  const something = report.projects.some(({ services }) => services.length > 0);
  if (exposed.length === 0 && something && isUnderstood(report)) return ['Nothing is reachable from outside'];
  return rows('Reachable from outside', exposed, page);
}

/** Whether what is not told is not so: all was understood. */
function isUnderstood({ verdict, projects, diagnostics }: Report): boolean {
  return (
    verdict !== 'unknown' &&
    projects.every(({ understood }) => understood) &&
    !diagnostics.some(({ severity, revision }) => severity === 'error' && revision === 'head')
  );
}

/** Shortest ways from outside and from each zone to what must not fall into wrong hands. */
export function wayLines(report: Report, page: Page): readonly string[] {
  const targets = [...new Set(report.paths.map(({ to }) => to))];
  const items = targets.map((target) => {
    const paths = report.paths.filter(({ to }) => to === target);
    const outside = paths.find(({ from }) => from === 'outside');
    const lines = outside === undefined ? [] : pathLines(outside.hops, page, page.width - 4, columns);
    const zones = paths.flatMap(({ zone, pivots }) => (zone === null ? [] : [`${zone} (${hops(pivots)})`]));
    const note = [
      ...(outside === undefined ? [] : [toTakeOver(outside.pivots)]),
      ...(zones.length === 0 ? [] : [`also reachable from: ${zones.join(', ')}`]),
    ].join(' · ');
    return [
      ...(outside === undefined
        ? [`${stop(target, page)}${isUnderstood(report) ? ', not from outside' : ''}`]
        : lines
      ).map((line) => `  ${line}`),
      ...wrapped(note, page.width - 4, page.paint).map((line) => page.paint('quiet', `    ${line}`)),
    ];
  });
  return list('Shortest ways to data and to the host', items, page);
}

function toTakeOver(pivots: number): string {
  return pivots === 0 ? 'directly' : `${counted(pivots, 'service')} to take over first`;
}

function hops(pivots: number): string {
  return pivots === 0 ? 'direct' : counted(pivots, 'hop');
}
