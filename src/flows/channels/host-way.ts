import type { Endpoint, Join } from './endpoints.ts';
import { joining, publishing, somePorts } from './evidence.ts';
import type { EngineFlow, Means } from '../flow.ts';
import type { Publication } from '../../topology/engine/publishing.ts';
import type { FlowWithoutEnds } from './without-ends.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** A flow without its target. */
export interface Start extends FlowWithoutEnds {
  readonly from: NodeId;
}

/** A connection to published ports of the host; `way` says how the source gets to the host. */
export function atPorts(
  from: NodeId,
  means: Means,
  { service }: Endpoint,
  served: readonly Publication[],
  way: readonly Evidence[],
): Start {
  const ports = served.map(({ port }) => port);
  return { from, means, ports: somePorts(ports, true), evidence: [...publishing(service, ports), ...way] };
}

/** The flow to `target`; `null` if the topology does not have it. */
export function flowTo(target: Endpoint | undefined, reach: (target: Endpoint) => Start): EngineFlow | null {
  return target === undefined ? null : { ...reach(target), to: target.service.id };
}

/** The line by which `source` is on the first network that `joins` picks. */
export function wayOf(
  source: Endpoint | undefined,
  joins: (source: Endpoint) => readonly Join[],
  topology: Topology,
): readonly Evidence[] {
  const [join] = source === undefined ? [] : joins(source);
  return source === undefined || join === undefined ? [] : joining(source, join, topology);
}
