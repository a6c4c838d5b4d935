import { type NodeId, OUTSIDE } from '../topology/node-id.ts';
import type { UnknownReach } from '../topology/unknown.ts';
import type { Flows } from './flows.ts';
import { targetsBy } from './matrix.ts';
import { mayReach } from './may-reach.ts';
import type { MeansKind } from './paths.ts';

/** What `source` may reach by hops of `means` that are known and by others that may be, without passing `avoid`. `nodes`: all there are. */
export function possibleFrom(
  flows: Flows,
  unknowns: readonly UnknownReach[],
  nodes: readonly NodeId[],
  source: NodeId,
  means: ReadonlySet<MeansKind>,
  avoid: ReadonlySet<NodeId>,
): ReadonlySet<NodeId> {
  const reached = new Set<NodeId>([source]);
  const open = [source];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const from = id;
    if (from !== source && (avoid.has(from) || from === OUTSIDE)) continue;
    for (const to of [...targetsBy(flows, from, means), ...nodes.filter((other) => mayReach(unknowns, from, other))]) {
      if (reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  reached.delete(source);
  return reached;
}
