import { portRanges } from '../../words/port-ranges.ts';
import type { Report, ReportHop } from '../../review/report/report.ts';
import { stopOf } from '../../topology/node-id.ts';
import { codeSpan, forMarkdown } from '../escape.ts';
import { counted, isService, type NameOf, namesOf } from '../names.ts';
import type { PlaceOf } from './links.ts';

/** Services in code, `outside` and `the host` as words. */
export function stopText(stop: string, name: NameOf, code: (text: string) => string = codeSpan): string {
  return isService(stop) ? code(name(stop)) : stop === 'host' ? 'the host' : 'outside';
}

/** `network backend` with the name in code; our own words stay. */
export function overText({ over, named }: ReportHop, code: (text: string) => string = codeSpan): string {
  return named === null ? forMarkdown(over) : `${named.what} ${code(named.name)}`;
}

/** `port 80`, `ports 80 and 443/udp`; nothing where any port is reached. */
export function portsText(ports: readonly string[]): string {
  if (ports.length === 0 || ports.includes('*')) return '';
  const numbers = portRanges(ports.map((port) => port.replace(/\/tcp$/u, ''))).map(forMarkdown);
  return `port${ports.length === 1 ? '' : 's'} ${numbers.join(', ')}`;
}

/** outside → `proxy` port 80 (:5) → `db` over network `backend` (:9, :18). */
export function pathText(hops: readonly ReportHop[], name: NameOf, placeOf: PlaceOf): string {
  const [first] = hops;
  if (first === undefined) return '';
  return [stopText(first.from, name), ...hops.map((hop) => hopText(hop, name, placeOf))].join(' → ');
}

function hopText(hop: ReportHop, name: NameOf, placeOf: PlaceOf): string {
  const { to, ports, evidence } = hop;
  const how = isPlain(hop) ? '' : `over ${overText(hop)}`;
  const file = evidence[0]?.file;
  const places = [
    ...new Set(evidence.map((at, index) => placeOf(at, index > 0 && at.file === file ? 'line' : 'full'))),
  ];
  return [
    stopText(to, name),
    hop.means === 'through-host' ? '' : portsText(ports),
    how,
    places.length === 0 ? '' : `(${places.join(', ')})`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whether its ends and ports say it all. */
function isPlain({ means, to }: ReportHop): boolean {
  return means === 'published' || (means === 'host-control' && to === 'host');
}

/** Zones behind names in tables: `proxy` *edge*. */
export function zonesOf({ projects, topology }: Report): ReadonlyMap<string, string> {
  const drawn = topology.nodes.flatMap(({ id, zone }) => (zone === null ? [] : [[stopOf(id), zone] as const]));
  return new Map([
    ...drawn,
    ...projects.flatMap(({ services }) => services.map(({ id, zone }) => [id, zone] as const)),
  ]);
}

/**
 * Shortest ways from outside and from each zone to each data store and to control of the host, as items of a list; of a change only those from
 * outside that got shorter.
 */
export function wayItems(report: Report, placeOf: PlaceOf): readonly string[] {
  const name = namesOf(report);
  const shorter = new Set(
    (report.change?.distances ?? [])
      .filter(({ before, after }) => after !== null && (before === null || after < before))
      .map(({ from, to }) => `${from}\0${to}`),
  );
  return report.paths
    .filter(({ from, to }) => report.change === null || shorter.has(`${from}\0${to}`))
    .map(({ hops, pivots }) => {
      const over = pivots === 0 ? 'directly' : `${counted(pivots, 'service')} to take over first`;
      return `- ${pathText(hops, name, placeOf)}: ${over}`;
    });
}
