import { addTo } from '../words/grouped.ts';
import { code } from '../words/words.ts';
import { nodeOf } from '../topology/node-id.ts';
import type { Report, ReportEdge, ReportHop } from '../review/report/report.ts';
import { isService } from './names.ts';
import { bothWays, hopKey, reversedKey } from './ways.ts';

/** What one changed part of the files opens or closes, however many ways that is. */
export interface Effect {
  readonly kind: 'opened' | 'closed' | 'moved';
  /** Who comes, goes, joins or leaves; `null`: no single one. */
  readonly by: string | null;
  /** What it does: ``joins network `backend` ``; names stand in backticks. Empty: the way says it. */
  readonly did: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** All of it holds in both directions. */
  readonly mutual: boolean;
  /** The ways, at least one; of what moved those that it has now. */
  readonly hops: readonly ReportHop[];
}

/**
 * What a change opens, moves and closes, less what new and fixed findings say already, and less what only has another name. What becomes open to
 * everybody comes first.
 */
export function effectsOf(report: Report): readonly Effect[] {
  const { change, findings, fixed } = report;
  if (change === null) return [];
  const news = findings.filter(({ status }) => status === 'new');
  const rename = newNames(report);
  const renamed = new Set(change.closedFlows.map((hop) => hopKey(rename(hop))));
  const still = new Set(change.openedFlows.map(hopKey));
  const opened = less(change.openedFlows, toldBy(news)).filter((hop) => !renamed.has(hopKey(hop)));
  const closed = less(change.closedFlows, toldBy(fixed)).filter((hop) => !still.has(hopKey(rename(hop))));
  const moved = opened.filter((hop) => closed.some((old) => isSameReach(old, hop)));
  const left = closed.filter((hop) => !moved.some((now) => isSameReach(hop, now)));
  const fresh = opened.filter((hop) => !moved.includes(hop));
  const effects = [
    ...grouped('opened', fresh, report),
    ...grouped('moved', moved, report),
    ...grouped('closed', left, report),
  ];
  return [...effects.filter(isPublic), ...effects.filter((effect) => !isPublic(effect))];
}

function isPublic({ kind, from }: Effect): boolean {
  return kind === 'opened' && from.includes('outside');
}

function less(hops: readonly ReportHop[], told: ReadonlySet<string>): readonly ReportHop[] {
  return hops.filter((hop) => !told.has(hopKey(hop)));
}

function toldBy(findings: Report['findings']): ReadonlySet<string> {
  return new Set(findings.flatMap(({ path }) => path.flatMap(bothWays)));
}

/** A hop of the base with the names that services have now. */
function newNames({ change }: Report): (hop: ReportHop) => ReportHop {
  const renames = (change?.renamed ?? []).filter(({ what }) => what === 'service');
  const names = new Map(renames.map(({ from, to }) => [from, to]));
  return (hop) => ({ ...hop, from: names.get(hop.from) ?? hop.from, to: names.get(hop.to) ?? hop.to });
}

/** The same two ends, and no port more than before. */
function isSameReach(old: ReportHop, now: ReportHop): boolean {
  const isNoMore = old.ports.includes('*') || now.ports.every((port) => old.ports.includes(port));
  return old.from === now.from && old.to === now.to && isNoMore;
}

/** Hops by what did it: of several parts that changed, the one that explains most. */
function grouped(kind: Effect['kind'], hops: readonly ReportHop[], { topology }: Report): readonly Effect[] {
  const status = kind === 'closed' ? 'removed' : 'added';
  const marked = new Set(topology.nodes.filter((node) => node.status === status).map(({ id }) => id));
  const edges = new Map(topology.edges.filter((edge) => edge.status !== 'kept').map((edge) => [edgeKey(edge), edge]));
  const possible = hops.map((hop) => partsBehind(hop, status, marked, edges));
  const weights = new Map<string, number>();
  for (const part of possible.flat()) weights.set(part.key, (weights.get(part.key) ?? 0) + 1);
  const groups = new Map<string, { readonly part: ChangedPart; readonly hop: ReportHop }[]>();
  for (const [index, hop] of hops.entries()) {
    const best = (possible[index] ?? []).reduce<ChangedPart | null>(
      (heaviest, part) =>
        heaviest === null || (weights.get(part.key) ?? 0) > (weights.get(heaviest.key) ?? 0) ? part : heaviest,
      null,
    );
    const part = best ?? unexplained(hop);
    addTo(groups, part.key, { part, hop });
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          effectOf(
            kind,
            first.part,
            group.map(({ hop }) => hop),
          ),
        ];
  });
}

/** Something that the change did to one service. */
interface ChangedPart {
  readonly key: string;
  readonly by: string | null;
  readonly did: string;
}

function partsBehind(
  hop: ReportHop,
  status: 'added' | 'removed',
  marked: ReadonlySet<string>,
  edges: ReadonlyMap<string, ReportEdge>,
): readonly ChangedPart[] {
  const { from, to, through, named } = hop;
  if (from === 'outside') return [];
  const isIn = (edge: string): boolean => edges.get(edge)?.status === status;
  return [from, to].filter(isService).flatMap((stop): readonly ChangedPart[] => {
    const id = nodeOf(stop);
    const part = (did: string): ChangedPart => ({ key: JSON.stringify([stop, did]), by: stop, did });
    const words = WORDS[status];
    return [
      ...(marked.has(id) ? [part(words.itself)] : []),
      ...(isIn(`host\0${id}\0host`) ? [part(`${words.join} the host's network`)] : []),
      ...(through !== null && named !== null && isIn(`${id}\0${through}\0attached`)
        ? [part(`${words.join} ${named.what} ${code(named.name)}`)]
        : []),
      ...(through !== null && named !== null && isIn(`${id}\0${through}\0mounted`)
        ? [part(`${words.mount} ${named.what} ${code(named.name)}`)]
        : []),
      ...(hop.to === 'host' && isIn(`${id}\0host\0controls`) ? [part(words.control)] : []),
    ];
  });
}

const WORDS = {
  added: { itself: 'is new', join: 'joins', mount: 'mounts', control: 'gets control of the host' },
  removed: { itself: 'is gone', join: 'leaves', mount: 'no longer mounts', control: 'loses control of the host' },
} as const;

function edgeKey({ from, to, kind }: ReportEdge): string {
  return [from, to, kind].join('\0');
}

/** No drawn part changed: told by the service that reaches, and how. */
function unexplained({ from, to, means, over, ports }: ReportHop): ChangedPart {
  const end = from === 'outside' ? to : from;
  return { key: JSON.stringify([end, from, means, over, ports]), by: null, did: '' };
}

function effectOf(kind: Effect['kind'], { by, did }: ChangedPart, hops: readonly ReportHop[]): Effect {
  const there = new Set(hops.map(hopKey));
  const ways = { kind, by, did, hops, mutual: hops.every((hop) => there.has(reversedKey(hop))) };
  const froms = uniqueStops(hops.map(({ from }) => from));
  const tos = uniqueStops(hops.map(({ to }) => to));
  if (by === null || froms.length === 1 || tos.length === 1) return { ...ways, from: froms, to: tos };
  const others = uniqueStops([...froms, ...tos]).filter((stop) => stop !== by);
  return { ...ways, from: [by], to: others };
}

function uniqueStops(stops: readonly string[]): readonly string[] {
  return [...new Set(stops)];
}
