import { DIRECT, THROUGH_HOST } from '../../flows/matrix.ts';
import { mayNeed } from '../../topology/needs/may-need.ts';
import type { Need, Needs } from '../../topology/needs/needs.ts';
import { usersOver } from '../../topology/needs/store-users.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { areConnected, servicesIn } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';

import type { Judged } from '../host-address.ts';

/** Somebody who is to go on reaching somebody, and how that is known. */
export interface Use {
  readonly from: NodeId;
  readonly to: NodeId;
  /** What names it; `null`: no file does, and it is kept because it may be used. */
  readonly need: Need | null;
}

/**
 * Who is to go on reaching whom: all that the files name, and whoever may use a store or runs what one of its users runs. Where nobody is known
 * to use a store, all applications that reach it may.
 */
export function usesOf(judged: Judged): readonly Use[] {
  const uses = USES.get(judged.needs) ?? lookedFor(judged);
  USES.set(judged.needs, uses);
  return uses;
}

/** Looked for once a stack. */
const USES = new WeakMap<Needs, readonly Use[]>();

function lookedFor(judged: Judged): readonly Use[] {
  const { topology, needs, flows } = judged;
  const named = [...needs.values()].flat().map((need): Use => ({ from: need.from, to: need.to, need }));
  const known = new Set(named.map(({ from, to }) => `${from}\0${to}`));
  const used = new Set(named.map(({ to }) => to));
  const guessed = servicesIn(topology, 'data').flatMap((store) => {
    const over = [...store.attachments.keys()];
    const users = usersOver(judged, store, over);
    const may = [...topology.services.values()].filter(
      (service) =>
        service.id !== store.id &&
        mayNeed(topology, service, store) &&
        flows.between(service.id, store.id).some(({ means: { kind } }) => DIRECT.has(kind) || THROUGH_HOST.has(kind)),
    );
    const unnamed = used.has(store.id) ? [] : applications(topology, store);
    return [...new Set([...users, ...may, ...unnamed])]
      .filter(({ id }) => !known.has(`${id}\0${store.id}`))
      .map(({ id }): Use => ({ from: id, to: store.id, need: null }));
  });
  return [...named, ...guessed];
}

function applications(topology: Topology, store: TopologyService): readonly TopologyService[] {
  return servicesIn(topology, 'app').filter((service) => areConnected(service, store));
}
