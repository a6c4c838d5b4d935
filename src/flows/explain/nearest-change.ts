import type { Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { publishedText } from '../channels/evidence.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** One edit of a Compose file that would open a direct way. */
export interface NearestChange {
  /** The line to change. */
  readonly at: SourceLocation;
  /** What to do there, as an imperative sentence without a full stop. */
  readonly summary: string;
}

/** The smallest edit that gives `from` a direct way to `to`; `null`: no single one. */
export function nearestChange(topology: Topology, from: QuestionEnd, to: QuestionEnd): NearestChange | null {
  const [source, target] = [ownerOf(topology, from), ownerOf(topology, to)];
  if (to.kind === 'service' && target !== null) {
    if (from.kind === 'outside') return published(topology, target);
    if (source !== null) return sharedNetwork(topology, source, target);
  }
  if (to.kind === 'network' && source !== null) return joinTo(topology, source, to.id);
  if (to.kind === 'volume' && source !== null) {
    const at = source.service.mounts.at(-1)?.at ?? source.service.at;
    return { at, summary: `mount ${to.name} into ${source.service.name}` };
  }
  if (to.kind === 'outside' && source !== null)
    return {
      at: joinsAt(source.service),
      summary: `${leaving(source.service)}put ${source.service.name} on a network that is not internal`,
    };
  if (to.kind === 'host' && source !== null)
    return {
      at: joinsAt(source.service),
      summary: `${leaving(source.service)}put ${source.service.name} on a bridge network in which the host has an address`,
    };
  return null;
}

function published(topology: Topology, { service, attachments }: TopologyService): NearestChange {
  const { name, at, ports, networkMode } = service;
  const networks = [...attachments.keys()].flatMap((id) => topology.networks.get(id) ?? []);
  if (networks.length === 0 && networkMode !== null)
    return { at: networkMode.at, summary: `${leaving(service)}publish a port of it` };
  if (networks.length > 0 && networks.every(({ internal }) => internal)) {
    const publish = ports.length === 0 ? ' and publish a port of it' : '';
    return { at: joinsAt(service), summary: `put ${name} on a network that is not internal${publish}` };
  }
  const [bound] = ports.filter(({ protocol, hostIp }) => protocol === 'tcp' && hostIp !== null && hostIp !== '');
  if (bound === undefined) return { at, summary: `publish a port of ${name}` };
  const summary = `leave out the address in front of ${publishedText(bound)}, so that ${name} is published on all`;
  return { at: bound.at, summary };
}

/** The service whose file decides the network of a place. */
function ownerOf(topology: Topology, { kind, id }: QuestionEnd): TopologyService | null {
  if (kind !== 'service') return null;
  const service = topology.services.get(id);
  if (service === undefined) return null;
  const { namespace } = service;
  return namespace.kind === 'own' ? (topology.services.get(namespace.owner) ?? service) : service;
}

function sharedNetwork(topology: Topology, source: TopologyService, target: TopologyService): NearestChange | null {
  const shared = [...target.attachments.keys()].find((id) => source.attachments.has(id));
  if (shared !== undefined) {
    const network = topology.networks.get(shared);
    const option = network?.declarations[0]?.network.driverOptions.get('com.docker.network.bridge.enable_icc');
    const at = option?.at ?? target.service.at;
    return { at, summary: `let the members of ${network?.key ?? shared} talk: drop enable_icc from its driver_opts` };
  }
  const [first] = target.attachments.keys();
  if (first !== undefined) return joinTo(topology, source, first);
  const [other] = source.attachments.keys();
  return other === undefined ? null : joinTo(topology, target, other);
}

/** Under the key that it has in the project of `service`; where that does not know it, it takes a declaration first. */
function joinTo(topology: Topology, { service, project }: TopologyService, network: NodeId): NearestChange {
  const found = topology.networks.get(network);
  const own = found?.declarations.find((declaration) => declaration.project === project);
  const at = joinsAt(service);
  const name = found?.name ?? network;
  const summary =
    own === undefined
      ? `declare ${name} as an external network and add it to the networks of ${service.name}`
      : `add ${own.network.key} to the networks of ${service.name}`;
  return { at, summary: `${leaving(service)}${summary}` };
}

/** The place at which one writes another network of a service. */
function joinsAt({ networks, networkMode, at }: Service): SourceLocation {
  return [...networks.values()].at(-1)?.at ?? networkMode?.at ?? at;
}

function leaving({ name, networkMode }: Service): string {
  return networkMode === null ? '' : `take network_mode from ${name} and `;
}
