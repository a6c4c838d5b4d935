import { compareText } from '../compose/source.ts';
import type { Assumptions } from '../topology/assumptions.ts';
import type { Channel } from './channel.ts';
import { endpointsOf } from './channels/endpoints.ts';
import { type Flow, MEANS_ORDER } from './flow.ts';
import { entry, type FlowGraph, flowGraphOf, standsFor } from './graph.ts';
import type { Flows } from './flows.ts';
import { channelsOfControl } from './channels/control.ts';
import { channelsOutside } from './channels/outside.ts';
import { channelsOfProcesses } from './channels/shared-processes.ts';
import { channelsOfVolumes } from './channels/shared-volumes.ts';
import { channelsThroughHost } from './channels/through-host.ts';
import type { Topology } from '../topology/topology.ts';
import { channelsWithin } from './channels/in-network.ts';
import type { NodeId } from '../topology/node-id.ts';

/**
 * What reaches what in `topology` under the daemon settings of `assumptions`: TCP connections as Docker Engine lets them through (measured
 * on 28.5 and 26.1), data through shared volumes, and control of the host.
 */
export function flowsOf(topology: Topology, assumptions: Assumptions): Flows {
  const endpoints = endpointsOf(topology, assumptions);
  const graph = flowGraphOf(topology.services.keys(), [
    ...channelsWithin(topology, endpoints),
    ...channelsThroughHost(topology, endpoints, assumptions),
    ...channelsOutside(topology, endpoints, assumptions),
    ...channelsOfProcesses(topology),
    ...channelsOfVolumes(topology),
    ...channelsOfControl(topology),
  ]);
  return {
    graph,
    between: (from, to) => flowsBetween(graph, from, to),
    targets: (from) =>
      neighbours(
        from,
        (id) => (graph.hasNode(id) ? graph.outNeighbors(id) : []),
        (hub) => graph.outNeighbors(hub),
      ),
    sources: (to) =>
      neighbours(
        to,
        (id) => (graph.hasNode(entry(id)) ? graph.inNeighbors(entry(id)) : []),
        (hub) => graph.inNeighbors(hub),
      ),
  };
}

function flowsBetween(graph: FlowGraph, from: NodeId, to: NodeId): readonly Flow[] {
  if (from === to) return [];
  return channelsBetween(graph, from, to)
    .flatMap((channel) => channel.flow(from, to) ?? [])
    .sort((a, b) => rank(a) - rank(b) || compareText(subject(a), subject(b)));
}

/** Channels that `from` sends into and `to` receives from. */
export function channelsBetween(graph: FlowGraph, from: NodeId, to: NodeId): readonly Channel[] {
  if (!graph.hasNode(from) || !graph.hasNode(entry(to))) return [];
  return graph.outNeighbors(from).flatMap((hub) => {
    const { channel } = graph.getNodeAttributes(hub);
    return channel !== null && graph.hasDirectedEdge(hub, entry(to)) ? [channel] : [];
  });
}

function rank({ means }: Flow): number {
  return MEANS_ORDER.indexOf(means.kind);
}

function subject({ means }: Flow): string {
  return 'name' in means ? means.name : 'by' in means ? means.by : '';
}

function neighbours(
  id: NodeId,
  hubs: (id: NodeId) => readonly string[],
  ends: (hub: string) => readonly string[],
): readonly NodeId[] {
  const found = new Set(
    hubs(id)
      .flatMap((hub) => ends(hub))
      .map(standsFor),
  );
  found.delete(id);
  return [...found].sort(compareText);
}
