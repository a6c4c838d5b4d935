import { compareText } from '../compose/source.ts';
import type { Zone } from '../topology/assumptions.ts';
import type { Evidence, Flow } from '../topology/flow.ts';
import type { Flows } from '../topology/flows.ts';
import { OUTSIDE, type NodeId, type Topology, type TopologyService } from '../topology/topology.ts';

/** Services of these zones that are started, in the order of their ids. */
export function servicesIn({ services }: Topology, ...zones: readonly Zone[]): readonly TopologyService[] {
  return [...services.values()].filter(({ zone, service }) => zones.includes(zone.zone) && service.replicas > 0);
}

/** How `to` is reached from outside in one hop; `null`: it is not. */
export function fromOutside(flows: Flows, to: NodeId): Flow | null {
  return flows.between(OUTSIDE, to)[0] ?? null;
}

/** `flow`, and before it the hop from outside to where it starts, if there is one. */
export function fromOutsideTo(flows: Flows, flow: Flow): readonly Flow[] {
  const first = fromOutside(flows, flow.from);
  return first === null ? [flow] : [first, flow];
}

/** Networks that both are on. */
export function sharedNetworks(a: TopologyService, b: TopologyService): readonly NodeId[] {
  return [...a.attachments.keys()].filter((network) => b.attachments.has(network)).sort(compareText);
}

/** Whether they are in one network namespace, or on one network. */
export function areConnected(a: TopologyService, b: TopologyService): boolean {
  const [one, other] = [a.namespace, b.namespace];
  if (one.kind === 'host' || other.kind === 'host') return one.kind !== 'none' && other.kind !== 'none';
  if (one.kind !== 'foreign' && other.kind !== 'foreign' && one.owner === other.owner) return true;
  return sharedNetworks(a, b).length > 0;
}

/** Lines that a violation rests on beside its own, each once. */
export function relatedTo(path: readonly Flow[], at: Evidence['at']): readonly Evidence[] {
  const seen = new Set([placeOf(at)]);
  return path
    .flatMap(({ evidence }) => evidence)
    .filter((evidence) => {
      const place = placeOf(evidence.at);
      return seen.has(place) ? false : seen.add(place);
    });
}

export function placeOf({ file, line, column }: Evidence['at']): string {
  return `${file}\0${String(line)}\0${String(column)}`;
}
