import type { Located, SourceLocation } from '../compose/source.ts';
import { asFileHas } from '../compose/variables/held.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import { containersOf } from './build/namespaces.ts';
import type { NodeId } from './node-id.ts';
import type { Topology, TopologyNetwork, TopologyService } from './topology.ts';

/** Kinds of what is not known, by the names that an exception of the policy accepts them under. */
export const UNKNOWN_REACHES = ['unknown-container', 'unknown-provider', 'unknown-driver'] as const;

/** Something of which the files do not say whom it lets reach whom. It accuses nobody, and it acquits nobody. */
export interface UnknownReach {
  readonly code: (typeof UNKNOWN_REACHES)[number];
  readonly project: string;
  /** Service, or key of the network. */
  readonly subject: string;
  /** Nodes that may reach each other, `outside` and `host` among them. */
  readonly members: ReadonlySet<NodeId>;
  /** The members may reach all others as well, and be reached by them. */
  readonly isEverywhere: boolean;
  readonly at: SourceLocation;
  readonly message: string;
  /** A text that stays the same as long as nothing changes that the answer depends on. */
  readonly signature: string;
}

/** Networks of drivers that are none of the engine's, and services that share something with a container that the files do not have; in the order of their ids. */
export function unknownsOf({ projects, services, networks }: Topology): readonly UnknownReach[] {
  const shown = (project: string, value: Located<string>): string =>
    asFileHas(projects.find(({ id }) => id === project)?.project.written ?? null, value);
  const started = [...services.values()].filter(({ service }) => service.replicas > 0);
  const containers = containersOf(projects);
  return [
    ...started.flatMap((service) => unknownService(service, shown)),
    ...started.flatMap((service) => unknownShares(service, containers, shown)),
    ...[...networks.values()].flatMap((network) => unknownNetwork(network, services, shown)),
  ];
}

/** A value as the file of a project has it. */
type ShownValue = (project: string, value: Located<string>) => string;

function unknownService(
  { id, project, service, namespace }: TopologyService,
  shown: ShownValue,
): readonly UnknownReach[] {
  if (namespace.kind !== 'foreign') return [];
  const { name, provider } = service;
  const isProvided = provider !== null;
  const why = isProvided
    ? `is what the provider \`${shown(project, provider)}\` gives, which is no container of this file`
    : `uses the network of container \`${shown(project, { value: namespace.container, at: namespace.at })}\`, which no file here declares`;
  return [
    {
      code: isProvided ? 'unknown-provider' : 'unknown-container',
      project,
      subject: name,
      members: new Set([id]),
      isEverywhere: true,
      at: namespace.at,
      message: `\`${name}\` ${why}: what it reaches, and who reaches it, is not known.`,
      signature: JSON.stringify([id, namespace.container, portsOf(service)]),
    },
  ];
}

/** What a container that no file declares shares with a service: whoever has its files or processes may have all that it has. */
function unknownShares(
  { id, project, service }: TopologyService,
  containers: ReadonlyMap<string, NodeId>,
  shown: ShownValue,
): readonly UnknownReach[] {
  const { name, volumesFrom, pid, ipc } = service;
  const shares = [
    ...volumesFrom.flatMap(({ kind, source, at }) =>
      kind === 'container' ? [{ what: 'takes the volumes', container: source, at }] : [],
    ),
    ...sharedBy(pid, 'shares the processes'),
    ...sharedBy(ipc, 'shares the memory'),
  ];
  return shares
    .filter(({ container }) => !containers.has(container))
    .map(({ what, container, at }) => ({
      code: 'unknown-container',
      project,
      subject: name,
      members: new Set([id]),
      isEverywhere: true,
      at,
      message: `\`${name}\` ${what} of container \`${shown(project, { value: container, at })}\`, which no file here declares: what it reaches, and who reaches it, is not known.`,
      signature: JSON.stringify([id, what, container]),
    }));
}

function sharedBy(stated: Located<string> | null, what: string) {
  // Podman takes a namespace by its path as well.
  const [container] = /(?<=^container:).+|^ns:.+/.exec(stated?.value ?? '') ?? [];
  return stated === null || container === undefined ? [] : [{ what, container, at: stated.at }];
}

function unknownNetwork(
  network: TopologyNetwork,
  services: Topology['services'],
  shown: ShownValue,
): readonly UnknownReach[] {
  const { id, key, driver, members, declarations } = network;
  const [declared] = declarations;
  const at = declared?.network.driver?.at ?? declared?.network.at;
  if (isKnownDriver(driver) || members.length === 0) return [];
  const joined = members.flatMap((member) => services.get(member) ?? []);
  const place = at ?? joined[0]?.attachments.get(id)?.attachment.at;
  if (place === undefined) return [];
  const stated = declared?.network.driver ?? null;
  const called = declared === undefined || stated === null ? driver : shown(declared.project, stated);
  const message = `Network \`${key}\` has the driver \`${called}\`, which is none of the engine's: what its members reach, and who reaches them, is not known.`;
  const signature = JSON.stringify([id, driver, joined.map(({ id: member, service }) => [member, portsOf(service)])]);
  return [
    {
      code: 'unknown-driver',
      project: declared?.project ?? joined[0]?.project ?? '',
      subject: key,
      members: new Set(members),
      isEverywhere: false,
      at: place,
      message,
      signature,
    },
  ];
}

function portsOf({ ports }: TopologyService['service']): readonly string[] {
  return ports.map(({ hostIp, published, target, protocol }) => [hostIp, published, target, protocol].join(' '));
}
