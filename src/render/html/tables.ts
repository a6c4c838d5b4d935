import type { Report, ReportHop, ReportLocation } from '../../review/report/report.ts';
import { nodeOf } from '../../topology/node-id.ts';
import { forHtml } from '../escape.ts';
import { counted, isService, namesOf, type NameOf } from '../names.ts';
import { closedWays, openedWays, type Way } from '../ways.ts';

/** A heading and a table, or nothing where there are no rows. Cells are HTML. */
export function tableOf(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  /** Number of the node that each row is about. */
  stops: readonly (number | undefined)[] = [],
): string {
  if (rows.length === 0) return '';
  const stopOf = (index: number): string =>
    stops[index] === undefined ? '' : ` data-stop="${stops[index].toString()}"`;
  const body = rows.map((row, index) => `<tr${stopOf(index)}>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return [
    `<h2>${forHtml(title)} <span class="quiet">${rows.length.toString()}</span></h2>`,
    `<div class="wide"><table><thead><tr>${head.map((cell) => `<th scope="col">${forHtml(cell)}</th>`).join('')}</tr></thead><tbody>`,
    ...body,
    '</tbody></table></div>',
  ].join('\n');
}

export function code(text: string): string {
  return `<code>${forHtml(text)}</code>`;
}

export function place({ file, line, column }: ReportLocation): string {
  return code(`${file}:${line.toString()}:${column.toString()}`);
}

export function stop(id: string, name: NameOf): string {
  return isService(id) ? code(name(id)) : id === 'host' ? 'the host' : 'outside';
}

export function path(hops: readonly ReportHop[], name: NameOf): string {
  const [first] = hops;
  if (first === undefined) return '';
  return [
    stop(first.from, name),
    ...hops.map((hop) => `${stop(hop.to, name)} <span class="quiet">${forHtml(hop.over)}</span>`),
  ].join(' → ');
}

export function changeTable(report: Report): string {
  const name = namesOf(report);
  const row = (word: string) => (way: Way) => [
    forHtml(word),
    way.sources.map((from) => stop(from, name)).join(' '),
    way.targets.map((to) => stop(to, name)).join(' '),
    forHtml(way.over + (way.mutual ? ', both ways' : '')),
    way.hop.evidence.slice(0, 1).map(place).join(''),
  ];
  const rows = [...openedWays(report).map(row('opened')), ...closedWays(report).map(row('closed'))];
  return tableOf('Opened and closed by this change', ['', 'from', 'to', 'over', 'where'], rows);
}

export function exposureTable(report: Report): string {
  const name = namesOf(report);
  const rows = report.outside.map(({ service, zone, ports, hop }) => [
    stop(service, name),
    forHtml(zone),
    forHtml(ports.includes('*') ? 'any' : ports.join(', ')),
    forHtml(hop.over),
    hop.evidence.slice(0, 1).map(place).join(''),
  ]);
  return tableOf('Reachable from outside', ['service', 'zone', 'ports', 'over', 'where'], rows);
}

export function pathTable(report: Report): string {
  const name = namesOf(report);
  const rows = report.paths.map(({ hops, pivots }) => [
    path(hops, name),
    pivots === 0 ? 'direct' : `${counted(pivots, 'service')} to take over`,
  ]);
  return tableOf('Shortest ways to data and to the host', ['path', ''], rows);
}

export function serviceTable(report: Report): string {
  const name = namesOf(report);
  const services = report.projects.flatMap((project) => project.services);
  const numbers = new Map(report.topology.nodes.map(({ id }, index) => [id, index]));
  const rows = services.map((service) => [
    stop(service.id, name),
    `${forHtml(service.zone)} <span class="quiet">${forHtml(service.zoneReason)}</span>`,
    service.networks.map(code).join(' '),
    service.ports.map(code).join(' '),
    service.image === null ? '' : code(service.image),
    place(service),
  ]);
  const stops = services.map(({ id }) => numbers.get(nodeOf(id)));
  return tableOf('Services', ['service', 'zone', 'networks', 'ports', 'image', 'where'], rows, stops);
}
