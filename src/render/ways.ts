import { compareText } from '../compose/source.ts';
import { stopOf } from '../topology/node-id.ts';
import type { Report, ReportHop } from '../review/report/report.ts';

/** Flows that opened or closed together: by one means from one or several services to one or several others. */
export interface Way {
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly over: string;
  readonly ports: readonly string[];
  /** The reach holds in both directions, as on a network. */
  readonly mutual: boolean;
  readonly hop: ReportHop;
}

/** What a change opens, less what its new findings say already. */
export function openedWays(report: Report): readonly Way[] {
  const told = new Set(
    report.findings.filter(({ status }) => status === 'new').flatMap(({ path }) => path.flatMap(bothWays)),
  );
  return waysOf(
    (report.change?.openedFlows ?? []).filter((hop) => !told.has(hopKey(hop))),
    report,
  );
}

export function closedWays(report: Report): readonly Way[] {
  return waysOf(report.change?.closedFlows ?? [], report);
}

/** Hops that opened or closed together, those that go both ways once. */
export function waysOf(hops: readonly ReportHop[], report: Report): readonly Way[] {
  const there = new Set(hops.map(hopKey));
  const leads = leadersOf(hops, report);
  const groups = new Map<string, ReportHop[]>();
  for (const hop of hops) {
    if (there.has(reversedKey(hop)) && !leads(hop)) continue;
    const group = JSON.stringify([hop.from, hop.means, hop.over, hop.ports]);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [hop]);
    else known.push(hop);
  }
  const ways = [...groups.values()].flatMap((group): readonly Way[] => {
    const [hop] = group;
    if (hop === undefined) return [];
    const { from, over, ports } = hop;
    const mutual = group.every((each) => there.has(reversedKey(each)));
    return [{ sources: [from], over, ports, hop, targets: group.map(({ to }) => to), mutual }];
  });
  return joined(ways);
}

/** One way where several have the same targets by the same means. */
function joined(ways: readonly Way[]): readonly Way[] {
  const groups = new Map<string, Way>();
  for (const way of ways) {
    const group = JSON.stringify([way.targets, way.hop.means, way.over, way.ports, way.mutual]);
    const known = groups.get(group);
    groups.set(group, known === undefined ? way : { ...known, sources: [...known.sources, ...way.sources] });
  }
  return [...groups.values()];
}

/** Of a pair that reach each other the one that came or moved tells both; of two such, the one with more to tell. */
function leadersOf(hops: readonly ReportHop[], report: Report): (hop: ReportHop) => boolean {
  const weights = new Map<string, number>();
  for (const { from } of hops) weights.set(from, (weights.get(from) ?? 0) + 1);
  for (const moved of movedServices(report)) weights.set(moved, (weights.get(moved) ?? 0) + hops.length);
  return ({ from, to }) => {
    const difference = (weights.get(from) ?? 0) - (weights.get(to) ?? 0);
    return difference > 0 || (difference === 0 && compareText(from, to) < 0);
  };
}

function movedServices({ topology }: Report): ReadonlySet<string> {
  const nodes = topology.nodes
    .filter(({ kind, status }) => kind === 'service' && status !== 'kept')
    .map(({ id }) => id);
  const joined = topology.edges
    .filter(({ kind, status }) => kind === 'attached' && status !== 'kept')
    .map(({ from }) => from);
  return new Set([...nodes, ...joined].map(stopOf));
}

/** The same for hops between the same ends by the same means. */
export function hopKey({ from, to, means, over }: ReportHop): string {
  return JSON.stringify([from, to, means, over]);
}

/** `hopKey` of the way back. */
export function reversedKey({ from, to, means, over }: ReportHop): string {
  return JSON.stringify([to, from, means, over]);
}

/** Keys of a hop, and of its way back by means that hold in both directions. */
export function bothWays(hop: ReportHop): readonly string[] {
  return hop.means === 'network' || hop.means === 'namespace' ? [hopKey(hop), reversedKey(hop)] : [hopKey(hop)];
}
