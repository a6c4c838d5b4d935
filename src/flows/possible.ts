import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';
import type { UnknownReach } from '../topology/unknown.ts';
import { addTo } from '../words/grouped.ts';
import type { Flows } from './flows.ts';
import type { MeansKind } from './paths.ts';

/** What a node may reach, without passing others. */
export type PossibleFrom = (source: NodeId, avoid: ReadonlySet<NodeId>) => ReadonlySet<NodeId>;

/**
 * What may be reached by hops of `means` that are known and by others that may be (`mayReach`). `nodes`: all there are. What joins many, as a network or
 * something that is not known, is gone through once for each source.
 */
export function possibleIn(
  { graph }: Flows,
  unknowns: readonly UnknownReach[],
  nodes: readonly NodeId[],
  means: ReadonlySet<MeansKind>,
): PossibleFrom {
  const known = new Set(nodes);
  const joining = new Map<NodeId, UnknownReach[]>();
  for (const unknown of unknowns) for (const member of unknown.members) addTo(joining, member, unknown);
  const everywhere = unknowns.filter(({ isEverywhere }) => isEverywhere);
  return (source, avoid) => {
    const reached = new Set<NodeId>([source]);
    const open = [source];
    let missing = nodes.filter((id) => id !== source).length;
    const passed = new Set<NodeId | UnknownReach>();
    const reach = (all: Iterable<NodeId>): void => {
      for (const to of all) {
        if (reached.has(to)) continue;
        reached.add(to);
        open.push(to);
        if (known.has(to)) missing -= 1;
      }
    };
    const reachMembers = (all: readonly UnknownReach[]): void => {
      for (const { members } of all) reach([...members].filter((id) => known.has(id)));
    };
    // Every node is an end of what is everywhere, and the outside and the host are of all.
    let isEverywherePassed = false;
    let areAllPassed = false;
    for (let id = open.pop(); id !== undefined && missing > 0; id = open.pop()) {
      if (id !== source && (avoid.has(id) || id === OUTSIDE)) continue;
      for (const hub of graph.hasNode(id) ? graph.outNeighbors(id) : []) {
        const { channel } = graph.getNodeAttributes(hub);
        if (channel === null || !means.has(channel.kind) || passed.has(hub)) continue;
        passed.add(hub);
        reach(graph.outNeighbors(hub));
      }
      for (const unknown of joining.get(id) ?? []) {
        if (passed.has(unknown)) continue;
        passed.add(unknown);
        reach(unknown.isEverywhere ? nodes : [...unknown.members, OUTSIDE, HOST].filter((to) => known.has(to)));
      }
      if (!isEverywherePassed) reachMembers(everywhere);
      isEverywherePassed = true;
      if (areAllPassed || (id !== OUTSIDE && id !== HOST)) continue;
      areAllPassed = true;
      reachMembers(unknowns);
    }
    reached.delete(source);
    return reached;
  };
}
