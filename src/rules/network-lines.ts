import type { NetworkMode, Project, Service } from '../compose/project.ts';
import type { TopologyService } from '../topology/topology.ts';
import { added, gone, isListItem, kept } from './fix-lines.ts';
import type { NodeId } from '../topology/node-id.ts';

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
