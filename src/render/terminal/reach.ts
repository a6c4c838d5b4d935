import type { Report } from '../../review/report.ts';
import { forTerminal } from '../escape.ts';
import { counted, listed } from '../names.ts';
import { numbered } from '../numbered.ts';
import { closedWays, openedWays, type Way } from '../ways.ts';
import { columns } from './layout.ts';
import { list, rows } from './lists.ts';
import type { Style } from './paint.ts';
import { type Page, pathLines, place, ports, stop } from './words.ts';

/** What a change opens and closes, less what its findings say. */
export function changeLines(report: Report, page: Page): readonly string[] {
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
  return rows(title, all, page);
}

function stops(all: readonly string[], page: Page): string {
  return listed(
    all.map((each) => stop(each, page)),
    5,
  );
}

function distanceRows({ change }: Report, page: Page): readonly (readonly string[])[] {
  const text = (pivots: number | null): string =>
    pivots === null ? 'no path' : pivots === 0 ? 'direct' : `over ${counted(pivots, 'service')}`;
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
  if (exposed.length === 0 && something) return ['Nothing is reachable from outside'];
  return rows('Reachable from outside', exposed, page);
}

/** Shortest ways from outside to what must not fall into wrong hands. */
export function wayLines(report: Report, page: Page): readonly string[] {
  const items = report.paths
    .filter(({ from }) => from === 'outside')
    .map(({ hops, pivots }) => {
      const note = pivots === 0 ? 'directly' : `${counted(pivots, 'service')} to take over first`;
      const lines = pathLines(hops, page, page.width - 4, columns);
      return [...lines.map((line) => `  ${line}`), page.paint('quiet', `    ${note}`)];
    });
  return list('Shortest ways from outside to data and to the host', items, page);
}
