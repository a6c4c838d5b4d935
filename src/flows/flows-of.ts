import { compareText } from '../compose/source.ts';
import type { Assumptions } from '../topology/assumptions.ts';
import type { Channel } from './channel.ts';
import { enginesOf } from '../engines/engines.ts';
import { endpointsOf, type Protocol } from './channels/endpoints.ts';
import { ofEveryEngine, together } from './every-engine.ts';
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
 * What reaches what in `topology` under the daemon settings of `assumptions`: connections over `protocol` as the engine lets them through,
 * data through shared volumes, and control of the host. Where several engines count, what one of them lets through is there.
 */
export function flowsOf(topology: Topology, assumptions: Assumptions, protocol: Protocol = 'any'): Flows {
  const connections = enginesOf(assumptions.engine).map((engine) => {
    const endpoints = endpointsOf(topology, engine, protocol);
    return {
      engine: engine.name,
      channels: [
        ...channelsWithin(topology, endpoints),
        ...channelsThroughHost(topology, endpoints),
        ...channelsOutside(topology, endpoints),
      ],
    };
  });
  const graph = flowGraphOf(topology.services.keys(), [
    ...ofEveryEngine(connections),
    ...ofEveryEngine([
      {
        engine: '',
        channels: [...channelsOfProcesses(topology), ...channelsOfVolumes(topology), ...channelsOfControl(topology)],
      },
    ]),
  ]);
  return {
    graph,
    between: (from, to) => together(flowsBetween(graph, from, to), connections.length),
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
