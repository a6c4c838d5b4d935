import type { Flow } from './flow.ts';
import type { FlowGraph } from './graph.ts';
import type { NodeId } from '../topology/node-id.ts';

/**
 * All flows of one topology, computed on demand over a graph in which a network is a node: pairs are never all materialized.
 * Connections (`network`, `published`, …) and data (`volume`) and host control are told apart by `Flow.means`.
 */
export interface Flows {
  /** Every means by which `from` reaches `to` in one hop, the most direct first. Empty: no direct reach. */
  between(from: NodeId, to: NodeId): readonly Flow[];
  /** Services, `host` and `outside` that have a flow to `to`, sorted. */
  sources(to: NodeId): readonly NodeId[];
  /** Services, `host` and `outside` that `from` has a flow to, sorted. */
  targets(from: NodeId): readonly NodeId[];
  /** What paths are searched in. */
  readonly graph: FlowGraph;
}
export type { Flow };
