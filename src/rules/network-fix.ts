import type { NetworkMode, Project, Service } from '../compose/project.ts';
import type { NodeId, TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { added, freshName, gone, isListItem, kept, projectOf } from './fix-lines.ts';
import { isLoopback, portLines } from './port-fix.ts';
import { sharedNetworks } from './reach.ts';
import { code, listed } from './wording.ts';

/** Lines that take `service` off the networks `from` (none: it stays where it is) and put it on `to`; none where its mode forbids it. */
export function networkLines(
  project: Project | null,
  { name, networkMode, networks }: Service,
  from: readonly string[],
  to: string,
): readonly string[] {
  const head = kept(2, `${name}:`);
  if (networkMode !== null) {
    if (from.length === 0) return [];
    return [head, gone(4, `network_mode: ${modeText(networkMode)}`), added(4, `networks: [${to}]`)];
  }
  const written = [...networks.values()].filter(({ implicit }) => !implicit);
  const [first] = written;
  if (first === undefined) return [head, added(4, `networks: [${from.length === 0 ? `default, ${to}` : to}]`)];
  const item = (network: string): string => (isListItem(project, first.at) ? `- ${network}` : `${network}:`);
  const gones = from.map((network) => {
    const { ipv4Address = null, ipv6Address = null } = networks.get(network) ?? {};
    // An address is of the network that it was given on; aliases go along.
    const addresses = [
      ...(ipv4Address === null ? [] : [gone(8, `ipv4_address: ${ipv4Address.value}`)]),
      ...(ipv6Address === null ? [] : [gone(8, `ipv6_address: ${ipv6Address.value}`)]),
    ];
    return { key: gone(6, item(network)), addresses };
  });
  const [last] = gones.slice(-1);
  return [
    head,
    kept(4, 'networks:'),
    ...gones.slice(0, -1).flatMap(({ key, addresses }) => [key, ...addresses]),
    ...(last === undefined ? [] : [last.key]),
    added(6, item(to)),
    ...(last?.addresses ?? []),
  ];
}

/** Lines that take `service` off the network `from`, one of several. */
export function leavingLines(project: Project | null, { name, networks }: Service, from: string): readonly string[] {
  const attachment = networks.get(from);
  const isItem = attachment === undefined || isListItem(project, attachment.at);
  return ['services:', kept(2, `${name}:`), kept(4, 'networks:'), gone(6, isItem ? `- ${from}` : `${from}:`)];
}

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
  const shown = stores.slice(0, SHOWN);
  const not = new Set([...without, ...stores.map(({ id }) => id)]);
  const leaving = new Map(stores.map((store) => [store.id, leftBy(context, store, from, without)]));
  const users = [
    ...new Set(
      shown
        .flatMap((store) => {
          const over = leaving.get(store.id) ?? [];
          return [...joinersOver(context, store, over), ...also.filter((service) => meetsOnly(service, store, over))];
        })
        .filter(({ id }) => !not.has(id)),
    ),
  ];
  const them = stores.length > 1 ? 'them' : 'it';
  return [
    'services:',
    ...shown.flatMap((store) => [
      ...networkLines(
        project,
        store.service,
        (leaving.get(store.id) ?? []).map((network) => keyOf(store, network)),
        to,
      ),
      ...portLines(project, store.service).slice(1),
    ]),
    ...users.slice(0, SHOWN).flatMap(({ service }) => networkLines(project, service, [], to)),
    ...(shown.some((store) => usersOver(context, store, leaving.get(store.id) ?? []).length > 0)
      ? []
      : [kept(2, `# and each service that uses ${them} joins ${to} too`)]),
    ...andMore(users.length - SHOWN, 'more'),
    ...andMore(stores.length - SHOWN, 'more stores, and those that use them'),
    'networks:',
    added(2, `${to}:${internalText(context, stores, users, from)}`),
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
  users: readonly TopologyService[],
  from: NodeId,
): string {
  if (networks.get(from)?.internal === true) return ' { internal: true }';
  const isClosing = stores.some(({ service, attachments }) => service.ports.length > 0 || attachments.size > 1);
  const isCut = users.some(({ attachments }) =>
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

/** Said with a fix that takes a store off a network: the files do not show every need. */
export const JOINING =
  'Only what is on its new network still reaches it: let services whose need the files do not show, and those of other profiles, join too.';

/** So many stores, and users of them, are written out in a fix. */
const SHOWN = 6;

/**
 * Services of the store's project that share only networks of `over` with it and need it, or run what one of those runs: workers and
 * schedulers run what the web service runs.
 */
export function usersOver(
  { topology, needs }: RuleContext,
  store: TopologyService,
  over: readonly NodeId[],
): readonly TopologyService[] {
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
  return all.filter(
    (service) =>
      (isNeeding(service) || (kinds.has(kindOf(service)) && isPlain(service))) && meetsOnly(service, store, over),
  );
}

/** Whether two share a network, and none but those of `over`. */
function meetsOnly(service: TopologyService, store: TopologyService, over: readonly NodeId[]): boolean {
  const shared = sharedNetworks(service, store);
  return shared.length > 0 && shared.every((network) => over.includes(network));
}

/** Who is to join `store` where it leaves the networks `over`: its users there, and what it needs itself, as a broker its coordinator. */
export function joinersOver(
  context: RuleContext,
  store: TopologyService,
  over: readonly NodeId[],
): readonly TopologyService[] {
  // What only an `env_file` names, which stores share with their users, need not be meant for it.
  const files = projectOf(context.topology, store.project)?.files ?? [];
  const needed = (context.needs.get(store.id) ?? [])
    .filter(({ evidence }) => files.includes(evidence.at.file))
    .flatMap(({ to }) => context.topology.services.get(to) ?? [])
    .filter((service) => service.project === store.project && meetsOnly(service, store, over));
  return [...new Set([...usersOver(context, store, over), ...needed])];
}

/** The software it runs; its own name where that is not known. */
export function kindOf({ id, service: { image, build } }: TopologyService): string {
  return image?.value || build?.context?.value || id;
}

/** Neither a front nor a store: those are not moved for what they happen to run. */
function isPlain({ zone }: TopologyService): boolean {
  return zone.zone === 'app';
}

/** What the project of `service` calls a network that it is on. */
export function keyOf({ attachments }: TopologyService, network: NodeId): string {
  return attachments.get(network)?.attachment.network ?? network;
}

function modeText(mode: NetworkMode): string {
  switch (mode.kind) {
    case 'service':
      return `service:${mode.service}`;
    case 'container':
      return `container:${mode.container}`;
    case 'network':
      return mode.network;
    case 'default-bridge':
      return 'bridge';
    default:
      return mode.kind;
  }
}
