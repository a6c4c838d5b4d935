import { mayBeHanded } from '../topology/needs/handed-on.ts';
import { mayNeed, mayPassOn } from '../topology/needs/may-need.ts';
import type { Needs } from '../topology/needs/needs.ts';
import { isStruck } from '../topology/needs/struck.ts';
import { toldStores } from '../topology/needs/told-stores.ts';
import type { NodeId } from '../topology/node-id.ts';
import { servicesIn } from '../topology/services.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import type { Flows } from './flows.ts';
import { DIRECT, THROUGH_HOST } from './matrix.ts';
import type { Stack } from './stack.ts';

/** A use of a data store that no file tells of, and that may be there. */
export interface UntoldUse {
  readonly from: NodeId;
  readonly store: NodeId;
  /** No application is known to use the store, so anybody may. */
  readonly isUnnamed: boolean;
}

/** By whoever reaches a store and may use it, and by anybody behind the front where no application is known to use it. */
export function untoldUses({ topology, flows, needs }: Stack & { readonly needs: Needs }): readonly UntoldUse[] {
  const named = new Set([...needs.values()].flat().map(({ from, to }) => `${from}\0${to}`));
  const told = toldStores(topology, needs);
  return servicesIn(topology, 'data').flatMap((store) =>
    flows
      .sources(store.id)
      .flatMap((id) => topology.services.get(id) ?? [])
      .filter((from) => from.id !== store.id && !named.has(`${from.id}\0${store.id}`) && !isStruck(from, store))
      .flatMap((from) => untoldUse(topology, needs, from, store, told.has(store.id)))
      .filter(({ from }) => isUsable(flows, from, store))
      .map(({ from, isUnnamed }) => ({ from: from.id, store: store.id, isUnnamed })),
  );
}

/** Whether it may use the store, and nobody is known to; none: it does not. */
function untoldUse(
  topology: Topology,
  needs: Needs,
  from: TopologyService,
  store: TopologyService,
  isTold: boolean,
): readonly { readonly from: TopologyService; readonly isUnnamed: boolean }[] {
  switch (from.zone.zone) {
    case 'app':
      return !isTold || mayNeed(topology, from, store) || mayBeHanded(topology, needs, from, store)
        ? [{ from, isUnnamed: !isTold }]
        : [];
    case 'edge':
    case 'frontend':
      return mayPassOn(topology, from, store) ? [{ from, isUnnamed: false }] : [];
    default:
      return [];
  }
}

/**
 * Whether a service may use a store without a word of it in the files. An address of the host is in no image, only in code of one's own and where a
 * name of the host is given; on the network of the host itself, 127.0.0.1 leads to what is published.
 */
function isUsable(
  flows: Flows,
  { id, service }: TopologyService,
  { id: to, service: { ports } }: TopologyService,
): boolean {
  const isTold = service.build !== null || service.extraHosts.length > 0;
  return flows.between(id, to).some(({ means: { kind } }) => {
    if (THROUGH_HOST.has(kind)) return isTold;
    return kind === 'host-network' && service.networkMode?.kind === 'host'
      ? isTold || ports.length > 0
      : DIRECT.has(kind);
  });
}
