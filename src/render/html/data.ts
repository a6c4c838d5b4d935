import { addTo } from '../../words/grouped.ts';
import type { Report, ReportLocation, ReportReach } from '../../review/report/report.ts';
import { nodeOf, stopOf } from '../../topology/node-id.ts';
import { cleaned } from '../escape.ts';
import { counted, isService, namesOf } from '../names.ts';
import { numbered, type Numbered } from '../numbered.ts';
import type { Picture } from '../picture/picture.ts';
import { stopsOf, subjectNode } from '../picture/marks.ts';
import { storyOf } from '../story.ts';

/** What the script of the page knows, with numbers for everything that comes up often. All text of it is shown as text. */
interface PageData {
  readonly stops: readonly StopData[];
  /** Ways of the base, where there is one, and of the head. */
  readonly before: readonly WayData[] | null;
  readonly after: readonly WayData[];
  readonly findings: readonly FindingData[];
  /** Boxes of what changed, and of new findings. */
  readonly changed: readonly string[];
}

/** A node of the map. */
interface StopData {
  readonly name: string;
  /** Box that it is drawn in; `null`: in none. */
  readonly box: string | null;
  readonly zone: string | null;
  /** Numbers of the networks that it is on. */
  readonly networks: readonly number[];
  /** What there is to say of it, line by line. */
  readonly facts: readonly string[];
  readonly kind: 'service' | 'network' | 'volume' | 'host' | 'outside';
}

/** Stops that reach, each with its lines, and stops that are reached, each with what over, and its lines. */
interface WayData {
  readonly from: readonly (readonly [stop: number, lines: string])[];
  readonly to: readonly (readonly [stop: number, over: string, lines: string])[];
}

interface FindingData {
  readonly number: string;
  readonly rule: string;
  /** 0 to 3, `critical` the highest. */
  readonly severity: number;
  readonly boxes: readonly string[];
  readonly stops: readonly number[];
}

const SEVERITY_RANKS = { low: 0, medium: 1, high: 2, critical: 3 } as const;

/** As JSON that may stand in a `script` of HTML. */
export function dataOf(report: Report, picture: Picture): string {
  // Ways lead to and from ends that are not drawn.
  const ends = [...(report.reach.base ?? []), ...report.reach.head].flatMap(({ from, to }) => [...from, ...to]);
  const drawn = new Set(report.topology.nodes.map(({ id }) => id));
  const apart = (['outside', 'host'] as const).filter((end) => !drawn.has(end) && ends.some(({ id }) => id === end));
  const numbers = new Map([...drawn, ...apart].map((id, index) => [id, index]));
  const boxes = new Map(picture.boxes.flatMap(({ id, nodes }) => nodes.map((node) => [node, id] as const)));
  const { main, existing } = numbered(report);
  const data: PageData = {
    stops: [...stopsIn(report, boxes, numbers), ...apart.map(endData)],
    before: report.reach.base?.map((way) => wayData(way, numbers)) ?? null,
    after: report.reach.head.map((way) => wayData(way, numbers)),
    findings: [...main, ...existing].map((one) => findingData(report, one, boxes, numbers)),
    changed: [
      ...new Set([...changedBoxes(picture), ...main.flatMap((one) => findingData(report, one, boxes, numbers).boxes)]),
    ],
  };
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? cleaned(value) : value));
  return text.replace(
    /[<>&\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function stopsIn(
  report: Report,
  boxes: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): readonly StopData[] {
  const name = namesOf(report);
  const services = new Map(report.projects.flatMap((project) => project.services.map((one) => [one.id, one] as const)));
  const joined = new Map<string, number[]>();
  for (const { from, to, kind } of report.topology.edges) {
    const network = numbers.get(to);
    if (kind === 'attached' && network !== undefined) addTo(joined, from, network);
  }
  return report.topology.nodes.map(({ id, kind, label, zone, internal, status }) => {
    const service = services.get(stopOf(id));
    const told = { kept: [], added: ['new'], removed: ['removed'] }[status];
    const facts =
      service === undefined
        ? [kind === 'network' ? (internal ? 'network without a way out (internal)' : 'network') : KINDS[kind]]
        : [
            `${service.zone}, because ${service.zoneReason}`,
            ...(service.image === null ? [] : [`image ${service.image}`]),
            ...(service.networks.length === 0
              ? []
              : [`on ${counted(service.networks.length, 'network')}: ${service.networks.join(', ')}`]),
            ...(service.ports.length === 0 ? [] : [`publishes ${service.ports.join(', ')}`]),
            lineText(service),
          ];
    return {
      name: kind === 'service' ? name(stopOf(id)) : label,
      box: boxes.get(id) ?? null,
      zone,
      networks: joined.get(id) ?? [],
      facts: [...told, ...facts],
      kind,
    };
  });
}

function endData(kind: 'outside' | 'host'): StopData {
  return { name: NAMES[kind], box: null, zone: null, networks: [], facts: [KINDS[kind]], kind };
}

const NAMES = { outside: 'outside', host: 'Docker host' } as const;

const KINDS = {
  service: 'service, no longer there',
  network: 'network',
  volume: 'volume',
  host: 'the machine that Docker runs on',
  outside: 'other machines',
} as const;

function wayData({ from, to }: ReportReach, numbers: ReadonlyMap<string, number>): WayData {
  const number = (id: string): readonly number[] => {
    const found = numbers.get(nodeOf(id));
    return found === undefined ? [] : [found];
  };
  return {
    from: from.flatMap(({ id, at }) => number(id).map((stop) => [stop, linesText(at)] as const)),
    to: to.flatMap(({ id, over, at }) => number(id).map((stop) => [stop, over, linesText(at)] as const)),
  };
}

function findingData(
  report: Report,
  { number, cause, finding, findings }: Numbered,
  boxes: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): FindingData {
  const { nodes } = report.topology;
  const stops = [
    ...storyOf(report, finding).flatMap(stopsOf),
    ...findings.flatMap((one) => (one.path.length > 0 ? one.path.flatMap(stopsOf) : [subjectNode(one, nodes) ?? ''])),
  ];
  const involved = cause.services.filter(isService).map(nodeOf);
  const on = (ids: readonly string[]): readonly string[] => [...new Set(ids.flatMap((id) => boxes.get(id) ?? []))];
  return {
    number,
    rule: cause.rules[0] ?? '',
    severity: SEVERITY_RANKS[cause.severity],
    boxes: on(stops.length > 0 && stops.some((stop) => boxes.has(stop)) ? stops : involved),
    stops: [...new Set([...stops, ...involved].flatMap((id) => numbers.get(id) ?? []))],
  };
}

function changedBoxes({ boxes, lines }: Picture): readonly string[] {
  const ends = lines.filter(({ status }) => status !== 'kept').flatMap(({ from, to }) => [from, to]);
  return [...new Set([...boxes.filter(({ status }) => status !== 'kept').map(({ id }) => id), ...ends])];
}

function linesText(places: readonly ReportLocation[]): string {
  return places.map(lineText).join(', ');
}

function lineText({ file, line }: ReportLocation): string {
  return `${file}:${line.toString()}`;
}
