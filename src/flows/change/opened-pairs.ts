import type { Means } from '../flow.ts';
import { type FlowGraph, standsFor } from '../graph.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** A pair that `after` has and `before` has not. */
export type ReachPair = readonly [from: NodeId, to: NodeId];

/**
 * Pairs that a flow of `kinds` joins in `after` but not in `before`, from the sources given. Channels that both have are compared once,
 * so the work grows with what differs, not with what there is. No more than the first `most`.
 */
export function openedPairs(
  sources: Iterable<NodeId>,
  before: (from: NodeId) => FlowGraph | null,
  after: (from: NodeId) => FlowGraph | null,
  kinds: ReadonlySet<Means['kind']>,
  most: number,
): readonly ReachPair[] {
  const gained = gainedTargets();
  const opened: ReachPair[] = [];
  for (const from of sources) {
    const [old, now] = [before(from), after(from)];
    if (now === null) continue;
    const targets = new Set<string>();
    for (const hub of now.outNeighbors(from)) {
      const { channel } = now.getNodeAttributes(hub);
      if (channel === null || !kinds.has(channel.kind)) continue;
      const wasIn = old?.hasNode(hub) === true && old.hasNode(from) && old.hasDirectedEdge(from, hub);
      const reached = wasIn ? gained(old, now, hub) : now.outNeighbors(hub);
      for (const target of reached)
        if (target !== from && !targets.has(target) && !reaches(old, from, target, kinds)) targets.add(target);
    }
    for (const target of targets) opened.push([from, standsFor(target)]);
    if (opened.length >= most) return opened.slice(0, most);
  }
  return opened;
}

/** Targets of a channel that are new to it; looked for once for each two graphs. */
function gainedTargets(): (before: FlowGraph, after: FlowGraph, hub: string) => readonly string[] {
  const found = new Map<FlowGraph, Map<FlowGraph, Map<string, readonly string[]>>>();
  return (before, after, hub) => {
    const byAfter = found.get(before) ?? new Map<FlowGraph, Map<string, readonly string[]>>();
    const byHub = byAfter.get(after) ?? new Map<string, readonly string[]>();
    found.set(before, byAfter.set(after, byHub));
    const known = byHub.get(hub);
    if (known !== undefined) return known;
    const gained = after
      .outNeighbors(hub)
      .filter((target) => !before.hasNode(target) || !before.hasDirectedEdge(hub, target));
    byHub.set(hub, gained);
    return gained;
  };
}

/** Whether a channel of `kinds` leads from `from` to `target`, a key of the graph. */
export function reaches(
  graph: FlowGraph | null,
  from: NodeId,
  target: string,
  kinds: ReadonlySet<Means['kind']>,
): boolean {
  if (graph === null || !graph.hasNode(from) || !graph.hasNode(target)) return false;
  return graph.someOutNeighbor(
    from,
    (hub, { channel }) => channel !== null && kinds.has(channel.kind) && graph.hasDirectedEdge(hub, target),
  );
}
