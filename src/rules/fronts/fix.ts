import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import { isFrontTier } from './names.ts';
import { keyOf, leaving, type Mend, ownNetwork } from '../../fixes/networks.ts';
import { backendNames, JOINING, noLongerPublished } from '../claims/own-network.ts';
import { usersOver } from '../../topology/needs/store-users.ts';
import { closing, onLoopback } from '../../fixes/ports.ts';
import type { Fix } from '../rule.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf, sharedNetworks } from '../../topology/services.ts';
import type { FrontReach } from './fronts.ts';
import { code, listed } from '../../words/words.ts';

/**
 * Whether of the two on `network` it is the store that does not belong there: the network is the front tier by its name, or the store has
 * another network and the front has none.
 */
export function isStoreAstray(
  { topology }: RuleContext,
  { front, store }: Omit<FrontReach, 'flow'>,
  network: NodeId,
): boolean {
  const shared = topology.networks.get(network);
  const isExplicit = store.attachments.get(network)?.attachment.implicit === false;
  if (shared !== undefined && isFrontTier(shared) && isExplicit) return true;
  return store.attachments.size > 1 && front.attachments.size === 1;
}

/** How to take a front and a store apart. */
export function fixOf(context: RuleContext, reach: FrontReach): Fix {
  const { means } = reach.flow;
  const [from, to] = [code(reach.front.service.name), code(reach.store.service.name)];
  const project = projectOf(context.topology, reach.store.project);
  switch (means.kind) {
    case 'network':
      return apart(context, reach, means.network);
    case 'through-host':
      return {
        summary: `Do not publish ports of ${to}${closing(project, 'the ports').otherwise}.`,
        edits: onLoopback(project, reach.store.service),
        caveat: `Services on a network of ${to} reach it without published ports.`,
      };
    case 'volume':
      return { summary: `Do not mount ${code(means.name)} in ${from}.`, edits: [], caveat: null };
    default:
      return {
        summary: `Give ${from} and ${to} network namespaces and networks of their own.`,
        edits: [],
        caveat: null,
      };
  }
}

function apart(context: RuleContext, reach: FrontReach, network: NodeId): Fix {
  const { front, store } = reach;
  const isOneEnough = sharedNetworks(front, store).length === 1;
  if (isStoreAstray(context, reach, network)) {
    if (
      isOneEnough &&
      store.attachments.size > 1 &&
      usersOver(context, store, [network]).every(({ id }) => id === front.id)
    )
      return leave(context, store, network);
  } else if (isOneEnough && front.attachments.size > 1 && losesOnly(context, front, store, network))
    return leave(context, front, network);
  const [from, to] = [code(front.service.name), code(store.service.name)];
  const { edits, note } = ownNetwork(context, [store], network, [front.id], backendNames(store.service.name));
  return {
    summary: `Put ${to} on a network that ${from} is not on, together with the services that use it.`,
    edits,
    caveat: JOINING + noLongerPublished(context.topology, [store]) + note + statedNeed(context, front, store),
  };
}

/** Where the front itself is told to talk to the store: then it is no mere front, or loses what it needs. */
function statedNeed({ needs }: RuleContext, front: TopologyService, store: TopologyService): string {
  const need = needs.get(front.id)?.find(({ to }) => to === store.id);
  // A front may wait for the store on behalf of the application.
  if (need === undefined || need.where === 'depends_on') return '';
  const name = code(front.service.name);
  return ` But ${name} names ${code(store.service.name)} in ${code(need.where)}: where it uses it, let a service between them do so, or say with the label ${code('bulkhead.zone: app')} that ${name} is the application.`;
}

/** More stores than these nobody moves by one patch. */
const MOST_MOVED = 100;

/** A fix that takes `front` and the stores of one project that it meets on one network apart; no edits: it meets them elsewhere. */
export function apartFrom(
  context: RuleContext,
  { front, flow, store: { project } }: FrontReach,
  reaches: readonly FrontReach[],
): Mend {
  if (flow.means.kind !== 'network' || reaches.length > MOST_MOVED) return { edits: [], note: '' };
  const stores = reaches.map(({ store }) => store).filter((store) => store.project === project);
  return ownNetwork(context, stores, flow.means.network, [front.id], backendNames(front.service.name));
}

/**
 * Whether `front`, taken off `network`, still meets all that it needs there but for `store`; where the files do not say what it needs, all
 * that is no data store.
 */
function losesOnly(
  { topology, needs }: RuleContext,
  front: TopologyService,
  store: TopologyService,
  network: NodeId,
): boolean {
  const others = (topology.networks.get(network)?.members ?? [])
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter(({ id, zone }) => id !== front.id && id !== store.id && zone.zone !== 'data');
  const needed = new Set(needs.get(front.id)?.map(({ to }) => to));
  const told = others.filter(({ id }) => needed.has(id));
  return (told.length > 0 ? told : others).every((other) => sharedNetworks(front, other).some((id) => id !== network));
}

/** Taking a service off a network it has no business on. */
function leave({ topology }: RuleContext, service: TopologyService, network: NodeId): Fix {
  const key = keyOf(service, network);
  const rest = [...service.attachments.keys()]
    .filter((id) => id !== network)
    .map((id) => code(topology.networks.get(id)?.key ?? id));
  return {
    summary: `Take ${code(service.service.name)} off ${code(key)}.`,
    edits: leaving(projectOf(topology, service.project), service.service, key),
    caveat: `It stays on ${listed(rest)}.`,
  };
}
