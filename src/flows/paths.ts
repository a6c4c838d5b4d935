import { compareText } from '../compose/source.ts';
import type { Channel } from './channel.ts';
import { type Flow, type Means, MEANS_ORDER, type Path } from './flow.ts';
import { entry, type FlowGraph, standsFor } from './graph.ts';
import { isSameWay } from './every-engine.ts';
import type { Flows } from './flows.ts';
import type { NodeId } from '../topology/node-id.ts';

export type MeansKind = Means['kind'];

/** TCP connections, out of the stack too. */
export const CONNECTIONS: ReadonlySet<MeansKind> = new Set(
  MEANS_ORDER.filter((kind) => kind !== 'volume' && kind !== 'processes' && kind !== 'host-control'),
);

/** Connections, and taking the host, what it holds, or a container by its processes. */
export const CONNECTIONS_AND_CONTROL: ReadonlySet<MeansKind> = new Set([...CONNECTIONS, 'processes', 'host-control']);

export const EVERY_MEANS: ReadonlySet<MeansKind> = new Set(MEANS_ORDER);

export interface PathOptions {
  /** Only flows of these kinds; connections by default. */
  readonly means?: ReadonlySet<MeansKind>;
  /** Nodes that no path passes; as source or target they count. */
  readonly avoid?: ReadonlySet<NodeId>;
}

/** What a set of sources reaches, by one search breadth first. */
export interface Paths {
  /** Fewest hops to each node that is reached, 1 or more; the sources themselves are not in it. */
  readonly distances: ReadonlyMap<NodeId, number>;
  /** A path with the fewest hops, the same one every time; `null`: none. */
  readonly to: (target: NodeId) => Path | null;
}

/** A shortest path: the fewest flows, so the fewest pivots. `null`: `to` is out of reach by the means asked for. */
export function shortestPath(flows: Flows, from: NodeId, to: NodeId, options: PathOptions = {}): Path | null {
  return from === to ? null : pathsFrom(flows, [from], options).to(to);
}

/** Shortest paths from whichever of `sources` is nearest. Nodes that the topology does not have are left out. */
export function pathsFrom(flows: Flows, sources: readonly NodeId[], options: PathOptions = {}): Paths {
  const { graph } = flows;
  const means = options.means ?? CONNECTIONS;
  const starts = new Set(sources.filter((id) => graph.hasNode(id)));
  const avoid = options.avoid ?? NOBODY;
  const depths = depthsFrom(graph, starts, means, avoid);
  const distances = new Map<NodeId, number>();
  for (const [key, depth] of depths) {
    if (depth > 0 && depth % 2 === 0) distances.set(standsFor(key), depth / 2);
  }
  const nearest = nearestSources(graph, depths, avoid);
  return { distances, to: (target) => pathTo(flows, target, { depths, nearest }) };
}

const NOBODY: ReadonlySet<NodeId> = new Set();

type Depths = ReadonlyMap<string, number>;

/**
 * Edges from the sources to each key that is reached: even to a node, odd to a channel. One search from all sources at once, which the
 * library has only for one; a node in front of them costs as much as the search itself.
 */
function depthsFrom(
  graph: FlowGraph,
  starts: ReadonlySet<NodeId>,
  means: ReadonlySet<MeansKind>,
  avoid: ReadonlySet<NodeId>,
): Depths {
  const depths = new Map<string, number>([...starts].map((start) => [start, 0]));
  let reached: readonly string[] = [...starts];
  for (let depth = 1; reached.length > 0; depth += 1) {
    const next: string[] = [];
    for (const key of reached) {
      if (depth > 1 && avoid.has(key)) continue;
      graph.forEachOutNeighbor(key, (other, { channel }) => {
        if (depths.has(other) || (channel !== null && !means.has(channel.kind))) return;
        depths.set(other, depth);
        next.push(other);
      });
    }
    reached = next;
  }
  return depths;
}

interface Search {
  readonly depths: Depths;
  readonly nearest: (hub: string) => NodeId | null;
}

function pathTo(flows: Flows, target: NodeId, search: Search): Path | null {
  const hops: Flow[] = [];
  let key = entry(target);
  for (let depth = search.depths.get(key) ?? 0; depth > 0; depth -= 2) {
    const hop = lastHop(flows, key, depth, search);
    if (hop === null) return null;
    hops.unshift(hop);
    key = hop.from;
  }
  return hops.length === 0 ? null : { hops, pivots: hops.length - 1 };
}

/** The most direct means, from the first by name where several nodes are equally near. */
function lastHop(flows: Flows, key: string, depth: number, { depths, nearest }: Search): Flow | null {
  const steps: { readonly source: NodeId; readonly channel: Channel }[] = [];
  flows.graph.forEachInNeighbor(key, (hub, { channel }) => {
    const source = depths.get(hub) === depth - 1 ? nearest(hub) : null;
    if (source !== null && channel !== null) steps.push({ source, channel });
  });
  steps.sort(
    (a, b) =>
      MEANS_ORDER.indexOf(a.channel.kind) - MEANS_ORDER.indexOf(b.channel.kind) ||
      compareText(a.source, b.source) ||
      compareText(a.channel.id, b.channel.id),
  );
  for (const { source, channel } of steps) {
    const flow = channel.flow(source, standsFor(key));
    if (flow === null) continue;
    return flow.only === null
      ? flow
      : (flows.between(flow.from, flow.to).find((same) => isSameWay(same, flow)) ?? flow);
  }
  return null;
}

/** The node that a channel was reached from, the first by name of several; looked for once a channel. A node to avoid counts only as a start. */
function nearestSources(graph: FlowGraph, depths: Depths, avoid: ReadonlySet<NodeId>): (hub: string) => NodeId | null {
  const found = new Map<string, NodeId | null>();
  return (hub) => {
    const known = found.get(hub);
    if (known !== undefined) return known;
    const depth = (depths.get(hub) ?? 0) - 1;
    const isPassed = (source: NodeId) => depths.get(source) === depth && (depth === 0 || !avoid.has(source));
    const first = graph.reduceInNeighbors<NodeId | null>(
      hub,
      (best, source) => (isPassed(source) && (best === null || source < best) ? source : best),
      null,
    );
    found.set(hub, first);
    return first;
  };
}
