import { mapAt, valueOf, without } from '../compose/yaml/nodes.ts';
import type { Project, Service } from '../compose/project.ts';
import type { NodeId } from '../topology/node-id.ts';
import { neededOver, usersOver, type Understood } from '../topology/needs/store-users.ts';
import { projectOf } from '../topology/services.ts';
import type { TopologyService } from '../topology/topology.ts';
import { code } from '../words/words.ts';
import type { MapNode } from '../compose/yaml/tree.ts';
import type { Edit, NewValue } from './edit.ts';
import { outsideClients } from './outside-clients.ts';
import { portsOnLoopback } from './ports.ts';
import { declared, freshName, removeKey, setKey } from './service-edits.ts';
import { writtenValue } from './written.ts';

/** Edits, and what has to be said of them: sentences with a space before each. */
export interface Mend {
  readonly edits: readonly Edit[];
  readonly note: string;
}

/**
 * Moves `stores`, all of one project, from the network `from` to a new one, publishes their ports on 127.0.0.1 only, and lets those join
 * them that need one of them, or may, or that they need, where they would not meet otherwise, but for `without`. `names`: for the new
 * network, the best first.
 */
export function ownNetwork(
  understood: Understood,
  stores: readonly TopologyService[],
  from: NodeId,
  without: readonly NodeId[],
  names: readonly string[],
): Mend {
  const project = projectOf(understood.topology, stores[0]?.project ?? '');
  const to = freshName(names, project?.networks);
  const not = new Set([...without, ...stores.map(({ id }) => id)]);
  const moves = stores.map((store) => {
    const over = leftBy(understood, store, from, without);
    return { store, over, users: usersOver(understood, store, over) };
  });
  const joiners = moves.flatMap(({ store, over, users }) => [...users, ...neededOver(understood, store, over)]);
  const joining = [...new Set(joiners)].filter(({ id }) => !not.has(id));
  const [first] = stores;
  const isInternal = internal(understood, stores, joining, from);
  const value: NewValue = isInternal === 'no' ? null : { internal: true };
  return {
    edits: [
      ...moves.flatMap(({ store, over }) => [
        ...onNetwork(
          project,
          store.service,
          over.map((network) => keyOf(store, network)),
          to,
        ),
        ...onLoopbackWithin(project, store.service),
      ]),
      ...joining.flatMap(({ service }) => onNetwork(project, service, [], to)),
      ...(first === undefined ? [] : [declared('networks', to, value, first.service)]),
    ],
    note:
      isInternal === 'new'
        ? ` Leave out ${code('internal')} where ${first === undefined || stores.length > 1 ? 'a store' : code(first.service.name)} has to call out.`
        : '',
  };
}

/** Binds the published ports of a store to 127.0.0.1, but for those that are for machines elsewhere. */
function onLoopbackWithin(project: Project | null, store: Service): readonly Edit[] {
  const clients = outsideClients(project, store);
  return portsOnLoopback(project, store, (port) => clients?.isMeant(port) !== true);
}

/** The networks that `store` leaves: `from`, and those where it would still meet one of `without`. */
export function leftBy(
  { topology }: Understood,
  store: TopologyService,
  from: NodeId,
  without: readonly NodeId[],
): readonly NodeId[] {
  const others = without.flatMap((id) => topology.services.get(id) ?? []);
  return [...store.attachments.keys()].filter(
    (network) => network === from || others.some(({ attachments }) => attachments.has(network)),
  );
}

/**
 * The new network is internal where the old one is, and where that takes the way out from nobody but the stores: it closes published
 * ports, and the others need another network that leads out.
 */
function internal(
  { topology: { networks } }: Understood,
  stores: readonly TopologyService[],
  joining: readonly TopologyService[],
  from: NodeId,
): 'as before' | 'new' | 'no' {
  if (networks.get(from)?.internal === true) return 'as before';
  const isClosing = stores.some(({ service, attachments }) => service.ports.length > 0 || attachments.size > 1);
  const isCut = joining.some(({ attachments }) =>
    [...attachments.keys()].every((id) => networks.get(id)?.internal === true),
  );
  return isClosing || isCut ? 'no' : 'new';
}

/** Takes `service` off the networks `from` (none: it stays where it is) and puts it on `to`; nothing where its mode forbids it. */
export function onNetwork(
  project: Project | null,
  service: Service,
  from: readonly string[],
  to: string,
): readonly Edit[] {
  const { networkMode, networks } = service;
  if (networkMode !== null) {
    if (from.length === 0) return [];
    return [removeKey(project, service, ['network_mode'], networkMode.at), setKey(service, ['networks', to], null)];
  }
  const route = from.length === 0 ? routeOver(project, service) : [];
  const [first] = [...networks.values()].filter(({ implicit }) => !implicit);
  if (first === undefined) {
    const keys = [...(from.length === 0 ? ['default'] : []), to];
    return [...keys.map((key) => setKey(service, ['networks', key], null)), ...route];
  }
  const left = from.flatMap((key) => networks.get(key) ?? []);
  const [last] = left.slice(-1);
  return [
    setKey(service, ['networks', to], last === undefined ? null : settingsOf(project, service, last.network), first.at),
    ...left.map(({ network, at }) => removeKey(project, service, ['networks', network], at)),
    ...route,
  ];
}

/**
 * Tells Traefik to go on over the one network that a service is on, where it gets a second: of several, it takes any.
 * https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/#traefikdockernetwork
 */
function routeOver(project: Project | null, service: Service): readonly Edit[] {
  const [only, ...others] = service.networks.values();
  const network = project?.networks.get(only?.network ?? '');
  const [label] = [...service.labels].filter(([key]) => key.startsWith('traefik.'));
  if (project === null || network === undefined || label === undefined || others.length > 0) return [];
  if (!isRoutedAnyhow(service.labels)) return [];
  const isNamed = network.name !== `${project.name}_${network.key}`;
  const name = isNamed
    ? (project.written.at(network.nameAt).template ?? network.name)
    : `\${COMPOSE_PROJECT_NAME}_${network.key}`;
  return [setKey(service, ['labels', NETWORK_LABEL], name, label[1].at)];
}

/** Whether Traefik leads to a service with these labels over any of its networks. */
export function isRoutedAnyhow(labels: Service['labels']): boolean {
  const keys = [...labels.keys()];
  return (
    labels.get('traefik.enable')?.value !== 'false' &&
    keys.some((key) => key.startsWith('traefik.')) &&
    !keys.some((key) => /^traefik\.(docker|swarm)\.(lbswarm\.)?network$/.test(key))
  );
}

const NETWORK_LABEL = 'traefik.docker.network';

/** What a service has on a network, to take along: an address is of the network that it was given on. */
export function settingsOf(project: Project | null, { name }: Service, network: string): NewValue {
  const attachment = mapAt(valueOf(valueOf(valueOf(project?.model, 'services'), name), 'networks'), network);
  if (attachment === undefined) return null;
  const rest = ['ipv4_address', 'ipv6_address'].reduce<MapNode>(without, attachment);
  return rest.entries.size === 0 ? null : writtenValue(project, rest);
}

/** Takes `service` off the network `from`, one of several. */
export function leaving(project: Project | null, service: Service, from: string): readonly Edit[] {
  const at = service.networks.get(from)?.at;
  return at === undefined ? [] : [removeKey(project, service, ['networks', from], at)];
}

/** What the project of `service` calls a network that it is on. */
export function keyOf({ attachments }: TopologyService, network: NodeId): string {
  return attachments.get(network)?.attachment.network ?? network;
}
