import type { Located, SourceLocation } from '../compose/source.ts';
import { asFileHas } from '../compose/variables/held.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import type { NodeId } from './node-id.ts';
import type { Topology, TopologyNetwork, TopologyService } from './topology.ts';

/** Something of which the files do not say whom it lets reach whom. It accuses nobody, and it acquits nobody. */
export interface UnknownReach {
  readonly code: 'unknown-container' | 'unknown-provider' | 'unknown-driver';
  /** Nodes that may reach each other, `outside` and `host` among them. */
  readonly members: ReadonlySet<NodeId>;
  /** The members may reach all others as well, and be reached by them. */
  readonly isEverywhere: boolean;
  readonly at: SourceLocation;
  readonly message: string;
  /** A text that stays the same as long as nothing changes that the answer depends on. */
  readonly signature: string;
}

/** Networks of drivers that are none of the engine's, and services whose network the files do not have; in the order of their ids. */
export function unknownsOf({ projects, services, networks }: Topology): readonly UnknownReach[] {
  const shown = (project: string, value: Located<string>): string =>
    asFileHas(projects.find(({ id }) => id === project)?.project.written ?? null, value);
  const started = [...services.values()].filter(({ service }) => service.replicas > 0);
  return [
    ...started.flatMap((service) => unknownService(service, shown)),
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
      members: new Set([id]),
      isEverywhere: true,
      at: namespace.at,
      message: `\`${name}\` ${why}: what it reaches, and who reaches it, is not known.`,
      signature: JSON.stringify([id, namespace.container, portsOf(service)]),
    },
  ];
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
  return [{ code: 'unknown-driver', members: new Set(members), isEverywhere: false, at: place, message, signature }];
}

function portsOf({ ports }: TopologyService['service']): readonly string[] {
  return ports.map(({ hostIp, published, target, protocol }) => [hostIp, published, target, protocol].join(' '));
}
