import { DirectedGraph } from 'graphology';
import type { Channel } from './channel.ts';
import { HOST, HOST_PORTS, type NodeId, OUTSIDE } from '../topology/node-id.ts';

/**
 * Services, `host` and `outside`, and between them the channels: source → channel → target. What leaves for other machines ends in `BEYOND`, so
 * that no path goes out and comes in again.
 */
export type FlowGraph = DirectedGraph<FlowNode>;

export type FlowNode = { readonly channel: Channel | null };

const BEYOND: NodeId = 'beyond';

/** The node that flows to `id` end in. */
export function entry(id: NodeId): NodeId {
  return id === OUTSIDE ? BEYOND : id;
}

/** The node of the topology that `key` stands for. */
export function standsFor(key: NodeId): NodeId {
  return key === BEYOND ? OUTSIDE : key;
}

export function flowGraphOf(services: Iterable<NodeId>, channels: readonly Channel[]): FlowGraph {
  const graph: FlowGraph = new DirectedGraph<FlowNode>();
  for (const id of [HOST, HOST_PORTS, OUTSIDE, BEYOND, ...services]) graph.addNode(id, { channel: null });
  let edges = 0;
  const addEdge = (from: string, to: string): unknown => graph.addDirectedEdgeWithKey(String(edges++), from, to);
  for (const channel of channels) {
    const hub = graph.addNode(hubKey(channel), { channel });
    for (const source of channel.sources) addEdge(source, hub);
    for (const target of channel.targets) addEdge(hub, entry(target));
  }
  return graph;
}

/** Channels have names of networks and volumes, which no service may take. */
export function hubKey({ id }: Channel): string {
  return `via ${id}`;
}
