import type { Flow } from '../../flows/flow.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { areNeverTogether } from '../../topology/alternatives.ts';
import { servicesIn } from '../../topology/services.ts';

/** Services that requests from outside meet first, found by what they share, so that not every pair is looked at. */
export interface Fronts {
  readonly all: readonly TopologyService[];
  readonly onNetwork: ReadonlyMap<NodeId, readonly TopologyService[]>;
  readonly inNamespace: ReadonlyMap<NodeId, readonly TopologyService[]>;
}

export function frontsOf({ topology }: RuleContext): Fronts {
  const all = servicesIn(topology, 'edge', 'frontend');
  const onNetwork = new Map<NodeId, TopologyService[]>();
  const inNamespace = new Map<NodeId, TopologyService[]>();
  for (const front of all) {
    for (const network of front.attachments.keys()) push(onNetwork, network, front);
    push(inNamespace, namespaceOf(front), front);
  }
  return { all, onNetwork, inNamespace };
}

/** Fronts that may have a flow to `store`: on its networks, in its namespace, with its `volumes`; all where it publishes ports. The first `most` of them. */
export function candidates(
  { topology }: RuleContext,
  { all, onNetwork, inNamespace }: Fronts,
  store: TopologyService,
  volumes: ReadonlySet<NodeId>,
  most: number,
): readonly TopologyService[] {
  if (store.ports.length > 0) return all.slice(0, most);
  const found = new Set<NodeId>([
    ...[...store.attachments.keys()].flatMap((network) => idsOf(onNetwork.get(network), most)),
    ...idsOf(inNamespace.get(namespaceOf(store)), most),
    ...[...volumes].flatMap((id) => topology.volumes.get(id)?.mounts.map(({ service }) => service) ?? []),
  ]);
  return all.filter(({ id }) => found.has(id)).slice(0, most);
}

/**
 * The flow by which a front reaches a store, connecting to it or sharing its data. What the host's network adds is the business of
 * `host-network` and `data-published`. `null`: it does not.
 */
export function frontFlow(
  { flows }: RuleContext,
  front: TopologyService,
  store: TopologyService,
  volumes: ReadonlySet<NodeId>,
): Flow | null {
  const isMeant = ({ means }: Flow): boolean =>
    means.kind === 'volume'
      ? volumes.has(means.volume)
      : CONNECTING.has(means.kind) || (means.kind === 'through-host' && store.namespace.kind !== 'host');
  const isShared = ({ means }: Flow): boolean => means.kind === 'volume' && volumes.has(means.volume);
  if (areNeverTogether(front, store)) return null;
  if (front.namespace.kind === 'host' && store.namespace.kind === 'host') return null;
  return flows.between(front.id, store.id).find(isMeant) ?? flows.between(store.id, front.id).find(isShared) ?? null;
}

const CONNECTING: ReadonlySet<Flow['means']['kind']> = new Set(['namespace', 'network', 'routed', 'macvlan']);

/** The first of each list are among the first of all. */
function idsOf(fronts: readonly TopologyService[] | undefined, most: number): readonly NodeId[] {
  return (fronts ?? []).slice(0, most).map(({ id }) => id);
}

function namespaceOf({ id, namespace }: TopologyService): NodeId {
  return namespace.kind === 'own' || namespace.kind === 'none' ? namespace.owner : id;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key) ?? [];
  map.set(key, list);
  list.push(value);
}

/** An edge or frontend service that has a flow to a data store. */
export interface FrontReach {
  readonly front: TopologyService;
  readonly store: TopologyService;
  readonly flow: Flow;
}
