import { addTo } from '../../words/grouped.ts';
import type { ReportHop, ReportNode } from '../../review/report/report.ts';
import { nodeOf, serviceId, stopOf } from '../../topology/node-id.ts';
import type { Numbered } from '../numbered.ts';
import { claimOf } from '../../review/report/claim.ts';
import type { View } from './view.ts';

/** What the findings of a picture put on its nodes and edges. */
export interface Marks {
  /** Numbers and severities of the findings that start at a node or are about it, by node id: `V1 high`. */
  readonly onNodes: ReadonlyMap<string, readonly string[]>;
  /** Nodes where a finding starts, or that it is about, and whether one of these fails the check. */
  readonly culprits: ReadonlyMap<string, boolean>;
  /** Legs of findings, by `legKey`. */
  readonly legs: ReadonlyMap<string, Leg>;
}

export interface Leg {
  readonly from: string;
  readonly to: string;
  /** One of its findings fails the check. */
  readonly isBlocking: boolean;
}

export function marksOf({ findings, nodes }: Pick<View, 'findings' | 'nodes'>): Marks {
  const onNodes = new Map<string, string[]>();
  const culprits = new Map<string, boolean>();
  const legs = new Map<string, Leg>();
  const drawn = new Set(nodes.map(({ id }) => id));
  for (const { number, cause, findings: all } of findings) {
    const word = `${number} ${cause.severity}`;
    for (const finding of all) {
      const own = claimOf(finding)
        .flatMap(legsOf)
        .filter(({ from, to }) => drawn.has(from) && drawn.has(to));
      for (const { from, to } of own) {
        const key = legKey(from, to);
        legs.set(key, { from, to, isBlocking: cause.blocking || legs.get(key)?.isBlocking === true });
      }
      const [first] = own;
      const about = first === undefined ? subjectNode(finding, nodes) : culpritOf(first);
      if (about === null) continue;
      culprits.set(about, cause.blocking || culprits.get(about) === true);
      if (onNodes.get(about)?.includes(word) !== true) addTo(onNodes, about, word);
    }
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

/**
 * The node that a finding without a path is about: the service of that name in its project where it takes part, else the network or volume of
 * that name, and not what only shares the name.
 */
export function subjectNode(
  { project, subject, services }: Numbered['finding'],
  nodes: readonly ReportNode[],
): string | null {
  const service = serviceId(project, subject);
  const isOwn = services.includes(stopOf(service));
  const named = nodes.filter(({ id, kind, label }) => id === service || (kind !== 'service' && label === subject));
  const found = named.find(({ kind }) => (kind === 'service') === isOwn) ?? named.find(({ id }) => id === service);
  return (found ?? named[0])?.id ?? null;
}

function legsOf(hop: ReportHop): readonly Omit<Leg, 'isBlocking'>[] {
  const stops = stopsOf(hop);
  return stops.slice(1).map((to, index) => ({ from: stops[index] ?? to, to }));
}

/** Whom to look at first: the service that reaches, or the one that is reached from outside. */
function culpritOf({ from, to }: Omit<Leg, 'isBlocking'>): string {
  return from === 'outside' ? to : from;
}
