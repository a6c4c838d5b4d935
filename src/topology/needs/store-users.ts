import type { Topology, TopologyService } from '../topology.ts';
import type { Needs } from './needs.ts';
import { isStruck } from './struck.ts';
import { mayBeHanded } from './handed-on.ts';
import { mayNeed } from './may-need.ts';
import { toldStores } from './told-stores.ts';
import type { NodeId } from '../node-id.ts';
import { projectOf, sharedNetworks } from '../services.ts';

/** A topology with who needs whom in it. */
export interface Understood {
  readonly topology: Topology;
  readonly needs: Needs;
}

/**
 * Services of the store's project that share only networks of `over` with it and need it, or may, or run what one of those runs: workers
 * and schedulers run what the web service runs. Where no file tells who uses the store, every application of few does.
 */
export function usersOver(
  understood: Understood,
  store: TopologyService,
  over: readonly NodeId[],
): readonly TopologyService[] {
  return usersOf(understood, store).filter((service) => meetsOnly(service, store, over));
}

/** Users of each store, wherever they meet it, looked for once: it is asked for every front and network. */
const USERS = new WeakMap<Needs, Map<NodeId, readonly TopologyService[]>>();

function usersOf(understood: Understood, store: TopologyService): readonly TopologyService[] {
  const known = USERS.get(understood.needs) ?? new Map<NodeId, readonly TopologyService[]>();
  USERS.set(understood.needs, known);
  const users = known.get(store.id) ?? lookedFor(understood, store);
  known.set(store.id, users);
  return users;
}

function lookedFor({ topology, needs }: Understood, store: TopologyService): readonly TopologyService[] {
  const all = [...topology.services.values()].filter(
    (service) => service.project === store.project && service.id !== store.id,
  );
  // Stores that only share an `env_file` with its users do not use it.
  const files = projectOf(topology, store.project)?.files ?? [];
  const isNeeding = ({ id, zone }: TopologyService): boolean =>
    needs.get(id)?.some(
      ({ to, where, evidence }) =>
        to === store.id &&
        (zone.zone !== 'data' || files.includes(evidence.at.file)) &&
        // A front may wait for a store on behalf of what is behind it.
        (where !== 'depends_on' || (zone.zone !== 'edge' && zone.zone !== 'frontend')),
    ) === true;
  const kinds = new Set(all.filter(isNeeding).map(kindOf));
  // Where no file tells who uses it, any application may.
  const isTold = toldStores(topology, needs).has(store.id);
  const isMeeting = (service: TopologyService): boolean =>
    isPlain(service) && sharedNetworks(service, store).length > 0;
  const untold = isTold ? [] : all.filter((service) => service.service.replicas !== 0 && isMeeting(service));
  const isUntold = new Set(untold.length > MOST_UNTOLD ? [] : untold);
  return all.filter(
    (service) =>
      isNeeding(service) ||
      (!isStruck(service, store) &&
        ((kinds.has(kindOf(service)) && isPlain(service)) ||
          isUntold.has(service) ||
          mayNeed(topology, service, store) ||
          mayBeHanded(topology, needs, service, store))),
  );
}

/** So many services may all be taken for users of a store that no file tells of; that all of more use it is not likely. */
const MOST_UNTOLD = 12;

/** Whether two share a network, and none but those of `over`. */
export function meetsOnly(service: TopologyService, store: TopologyService, over: readonly NodeId[]): boolean {
  const shared = sharedNetworks(service, store);
  return shared.length > 0 && shared.every((network) => over.includes(network));
}

/** Services of its project that `store` needs itself, as a broker its coordinator, and shares only networks of `over` with. */
export function neededOver(
  { topology, needs }: Understood,
  store: TopologyService,
  over: readonly NodeId[],
): readonly TopologyService[] {
  // What only an `env_file` names, which stores share with their users, need not be meant for it.
  const files = projectOf(topology, store.project)?.files ?? [];
  return (needs.get(store.id) ?? [])
    .filter(({ evidence }) => files.includes(evidence.at.file))
    .flatMap(({ to }) => topology.services.get(to) ?? [])
    .filter((service) => service.project === store.project && meetsOnly(service, store, over));
}

/** The software it runs; its own name where that is not known. */
export function kindOf({ id, service: { image, build } }: TopologyService): string {
  return image?.value || build?.context?.value || id;
}

/** Neither a front nor a store: those are not moved for what they happen to run. */
function isPlain({ zone }: TopologyService): boolean {
  return zone.zone === 'app';
}
