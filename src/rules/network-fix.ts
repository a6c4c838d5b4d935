import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { added, freshName, kept } from './fix-lines.ts';
import { keyOf, networkLines } from './network-lines.ts';
import { isLoopback, portLines } from './port-fix.ts';
import { meetsOnly, neededOver, usersOver } from '../topology/needs/store-users.ts';
import type { NodeId } from '../topology/node-id.ts';
import { projectOf } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * A fix that moves `stores`, all of one project, from the network `from` to a new one, publishes their ports on 127.0.0.1 only, and lets
 * those join them that need one of them, or that they need, and `also`, where they would not meet otherwise, but for `without`. `names`:
 * for the new network, the best first.
 */
export function ownNetwork(
  context: RuleContext,
  stores: readonly TopologyService[],
  from: NodeId,
  without: readonly NodeId[],
  names: readonly string[],
  also: readonly TopologyService[] = [],
): string {
  const project = projectOf(context.topology, stores[0]?.project ?? '');
  const to = freshName(names, project?.networks);
  const not = new Set([...without, ...stores.map(({ id }) => id)]);
  const moves = stores.slice(0, SHOWN).map((store) => {
    const over = leftBy(context, store, from, without);
    return { store, over, users: usersOver(context, store, over) };
  });
  const joiners = moves.flatMap(({ store, over, users }) => [
    ...users,
    ...neededOver(context, store, over),
    ...also.filter((service) => meetsOnly(service, store, over)),
  ]);
  const joining = [...new Set(joiners)].filter(({ id }) => !not.has(id));
  const them = stores.length > 1 ? 'them' : 'it';
  return [
    'services:',
    ...moves.flatMap(({ store, over }) => [
      ...networkLines(
        project,
        store.service,
        over.map((network) => keyOf(store, network)),
        to,
      ),
      ...portLines(project, store.service).slice(1),
    ]),
    ...joining.slice(0, SHOWN).flatMap(({ service }) => networkLines(project, service, [], to)),
    ...(moves.some(({ users }) => users.length > 0)
      ? []
      : [kept(2, `# and each service that uses ${them} joins ${to} too`)]),
    ...andMore(joining.length - SHOWN, 'more'),
    ...andMore(stores.length - SHOWN, 'more stores, and those that use them'),
    'networks:',
    added(2, `${to}:${internalText(context, stores, joining, from)}`),
  ].join('\n');
}

/** The networks that `store` leaves: `from`, and those where it would still meet one of `without`. */
export function leftBy(
  { topology }: RuleContext,
  store: TopologyService,
  from: NodeId,
  without: readonly NodeId[],
): readonly NodeId[] {
  const others = without.flatMap((id) => topology.services.get(id) ?? []);
  return [...store.attachments.keys()].filter(
    (network) => network === from || others.some(({ attachments }) => attachments.has(network)),
  );
}

function andMore(count: number, what: string): readonly string[] {
  return count > 0 ? [kept(2, `# and ${String(count)} ${what}, likewise`)] : [];
}

/**
 * The new network is internal where the old one is, and where that takes the way out from nobody but the stores: it closes published
 * ports, and the others need another network that leads out.
 */
function internalText(
  { topology: { networks } }: RuleContext,
  stores: readonly TopologyService[],
  joining: readonly TopologyService[],
  from: NodeId,
): string {
  if (networks.get(from)?.internal === true) return ' { internal: true }';
  const isClosing = stores.some(({ service, attachments }) => service.ports.length > 0 || attachments.size > 1);
  const isCut = joining.some(({ attachments }) =>
    [...attachments.keys()].every((id) => networks.get(id)?.internal === true),
  );
  if (isClosing || isCut) return '';
  const who = stores.length === 1 ? (stores[0]?.service.name ?? '') : 'a store';
  return ` { internal: true }  # without this, if ${who} has to call out`;
}

/** What a fix that moves `stores` must say, with a space before it: over published ports containers would still reach them through the host. */
export function noLongerPublished(stores: readonly TopologyService[]): string {
  const published = stores
    .filter(({ service }) => service.ports.some(({ hostIp }) => !isLoopback(hostIp)))
    .map(({ service }) => code(service.name));
  return published.length === 0
    ? ''
    : ` Published ports of ${listed(published)} are then open to the host itself only.`;
}

/** What a network behind the fronts is called, the best first. */
export function backendNames(name: string): readonly string[] {
  return ['backend', 'data', `${name}-data`];
}

/** Said with a fix that takes a store off a network: the files do not show every need. */
export const JOINING =
  'Only what is on its new network still reaches it: let services whose need the files do not show, and those of other profiles, join too.';

/** So many stores, and users of them, are written out in a fix. */
const SHOWN = 6;
