import { addTo } from '../../words/grouped.ts';
import type { ReportHop, ReportNode } from '../../review/report/report.ts';
import { nodeOf, serviceId } from '../../topology/node-id.ts';
import type { Numbered } from '../numbered.ts';
import { claimOf } from '../../review/report/claim.ts';
import type { View } from './view.ts';

/** What the findings of a picture put on its nodes and edges. */
export interface Marks {
  /** Numbers on a node, by node id: of findings that are about it and claim no reach, or of all where lines have no words. */
  readonly onNodes: ReadonlyMap<string, readonly string[]>;
  /** Nodes where a violation starts, or that it is about. */
  readonly culprits: ReadonlySet<string>;
  /** Legs of violations, by `legKey`; the numbers stand on the first leg of each. */
  readonly legs: ReadonlyMap<string, Leg>;
}

export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly numbers: readonly string[];
  /** The leg goes over a published port of the host, which no line of the topology shows. */
  readonly overHost: boolean;
}

export function marksOf({ findings, nodes, labels }: Pick<View, 'findings' | 'nodes' | 'labels'>): Marks {
  const onNodes = new Map<string, string[]>();
  const culprits = new Set<string>();
  const legs = new Map<string, Leg>();
  const drawn = new Set(nodes.map(({ id }) => id));
  const each = findings.flatMap(({ number, findings: all }) => all.map((finding) => ({ number, finding })));
  for (const { number, finding } of each) {
    const own = claimOf(finding)
      .flatMap(legsOf)
      .filter(({ from, to }) => drawn.has(from) && drawn.has(to));
    for (const [index, leg] of own.entries()) addLeg(legs, leg, index === 0 && labels !== 'none' ? number : null);
    const [first] = own;
    const about = first === undefined ? subjectNode(finding, nodes) : culpritOf(first);
    if (about === null) continue;
    culprits.add(about);
    const isTold = onNodes.get(about)?.includes(number) === true;
    if ((first === undefined || labels === 'none') && !isTold) addTo(onNodes, about, number);
  }
  return { onNodes, culprits, legs };
}

/** A key that is the same for both directions, since attachments have none. */
export function legKey(a: string, b: string): string {
  return [a, b].sort().join('\0');
}

/** Node ids that a hop passes, from its start to its end. */
export function stopsOf({ from, to, through }: ReportHop): readonly string[] {
  return [nodeOf(from), ...(through === null || through === 'host' ? [] : [through]), nodeOf(to)];
}

/** The node that a finding without a path is about: the service, network or volume of that name in its project. */
export function subjectNode({ project, subject }: Numbered['finding'], nodes: readonly ReportNode[]): string | null {
  const service = serviceId(project, subject);
  const found = nodes.find(({ id, kind, label }) => id === service || (kind !== 'service' && label === subject));
  return found?.id ?? null;
}

function legsOf(hop: ReportHop): readonly Leg[] {
  const stops = stopsOf(hop);
  const overHost = hop.means === 'through-host';
  return stops.slice(1).map((to, index) => ({ from: stops[index] ?? to, to, numbers: [], overHost }));
}

/** Whom to look at first: the service that reaches, or the one that is reached from outside. */
function culpritOf({ from, to }: Leg): string {
  return from === 'outside' ? to : from;
}

function addLeg(legs: Map<string, Leg>, leg: Leg, number: string | null): void {
  const key = legKey(leg.from, leg.to);
  const known = legs.get(key) ?? leg;
  legs.set(
    key,
    number === null || known.numbers.includes(number) ? known : { ...known, numbers: [...known.numbers, number] },
  );
}
