import { compareText } from '../compose/source.ts';
import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';
import { servicesIn } from '../topology/services.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { DIRECT, FROM_ELSEWHERE, sourcesBy, THROUGH_HOST, TO_HOST, targetsBy } from './matrix.ts';
import type { Means } from './flow.ts';
import type { Flows } from './flows.ts';

/** Connections that are possible and that nobody is known to need, each as who and whom; sorted. */
export interface Excess {
  /** To data stores; `outside` as who: published to other machines. */
  readonly data: readonly ExcessWay[];
  /** To consoles, likewise. */
  readonly consoles: readonly ExcessWay[];
  /** To what the host listens on. */
  readonly host: readonly ExcessWay[];
}

export type ExcessWay = readonly [from: NodeId, to: NodeId];

/** What of `flows` is more than what is used. `isUsed`: whether the first is known to need the second, or may. */
export function excessOf(topology: Topology, flows: Flows, isUsed: (from: NodeId, to: NodeId) => boolean): Excess {
  const to = (services: readonly TopologyService[]): readonly ExcessWay[] =>
    services
      .flatMap(({ id }) => reaching(flows, id).map((from): ExcessWay => [from, id]))
      .filter(([from, id]) => !isUsed(from, id))
      .sort(([a, b], [c, d]) => compareText(a, c) || compareText(b, d));
  const started = [...topology.services.values()].filter(({ service }) => service.replicas > 0);
  return {
    data: to(servicesIn(topology, 'data')),
    consoles: to(servicesIn(topology, 'admin')),
    host: started
      .filter(({ id }) => targetsBy(flows, id, TO_HOST).length > 0)
      .filter((service) => service.namespace.kind !== 'host' && !namesHost(service))
      .map(({ id }): ExcessWay => [id, HOST]),
  };
}

/** Who connects to a service: from other machines, or from services at its own address or one of the host. */
function reaching(flows: Flows, id: NodeId): readonly NodeId[] {
  return [
    ...sourcesBy(flows, id, FROM_ELSEWHERE).filter((from) => from === OUTSIDE),
    ...sourcesBy(flows, id, CONNECTING).filter((from) => from !== OUTSIDE && from !== HOST),
  ];
}

const CONNECTING: ReadonlySet<Means['kind']> = new Set([...DIRECT, ...THROUGH_HOST]);

/** Whether its settings name the host. */
function namesHost({ service: { environment, command, entrypoint, extraHosts } }: TopologyService): boolean {
  const texts = [...environment.values(), ...command, ...entrypoint, ...extraHosts].flatMap(({ value }) => value ?? []);
  return texts.some((text) => /host\.docker\.internal|gateway\.docker\.internal|host-gateway/u.test(text));
}
