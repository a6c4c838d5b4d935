import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import type { Project } from '../../compose/project.ts';
import { isOfSwarm } from '../../compose/bind/swarm.ts';
import type { SourceLocation } from '../../compose/source.ts';
import type { Engine } from '../../engines/engine.ts';
import { hostIpOf, scopeOf } from '../../engines/network/host-ip.ts';
import type { Topology, TopologyNetwork } from '../topology.ts';

/** What has to be assumed of networks, since no file says it, and addresses that are written in vain. */
export function assumedOf(topology: Topology, engines: readonly Engine[]): readonly Diagnostic[] {
  return [
    ...[...topology.networks.values()].flatMap((network) =>
      network.members.length === 0
        ? []
        : [...createdElsewhere(network, topology), ...trusting(network, engines), ...ofSwarm(network)],
    ),
    ...topology.projects.flatMap(({ project }) => ignoredAddresses(project)),
  ];
}

/** Addresses of the host at published ports, which a swarm does not heed. */
function ignoredAddresses(project: Project): readonly Diagnostic[] {
  if (!isOfSwarm(project)) return [];
  return [...project.services.values()].flatMap(({ name, ports }) => {
    const port = ports.find(({ hostIp }) => hostIp !== null && scopeOf(hostIp) !== 'every');
    if (port === undefined) return [];
    const deploy = '`docker stack deploy`';
    const when = project.told.isStack
      ? `${deploy} starts it, which`
      : `What only a swarm heeds is set in this project: if ${deploy} starts it, it`;
    const message = `${when} ignores the address ${hostIpOf(port.hostIp ?? '')} at a port of \`${name}\` and publishes on every address of the nodes. Leave the port out.`;
    return [warning('host-address-ignored', port.at, message)];
  });
}

function createdElsewhere(network: TopologyNetwork, topology: Topology): readonly Diagnostic[] {
  const at = firstUse(network, topology);
  if (network.origin !== 'assumed' || at === null || network.driver !== 'bridge') return [];
  return [
    warning(
      'external-network-assumed',
      at,
      `Network \`${network.name}\` is created elsewhere and counts as a plain bridge. State what it is like under \`external-networks\` in the policy.`,
    ),
  ];
}

/** Which interface of the host leads to other machines is in no file: each one counts as if it did. */
function trusting({ key, driver, declarations }: TopologyNetwork, engines: readonly Engine[]): readonly Diagnostic[] {
  if (
    driver !== 'bridge' ||
    !engines.some(({ gatewayModes, dockerOptions }) => gatewayModes && dockerOptions === 'read')
  )
    return [];
  return declarations.flatMap(({ network }) => {
    const option = network.driverOptions.get('com.docker.network.bridge.trusted_host_interfaces');
    if (option === undefined || option.value === '' || network.external) return [];
    const message = `Network \`${key}\` trusts interfaces of the host. Which of them lead to other machines is not in the files: published ports count as open to other machines at the addresses of containers.`;
    return [warning('trusted-interfaces-assumed', option.at, message)];
  });
}

function ofSwarm({ key, driver, origin, declarations }: TopologyNetwork): readonly Diagnostic[] {
  const created = declarations.find(({ network }) => network.driver?.value === 'overlay' && network.attachable);
  const at = created?.network.driver?.at ?? null;
  if (driver !== 'overlay' || origin !== 'declared' || at === null) return [];
  const message = `Network \`${key}\` is an overlay, which only an engine in a Swarm creates. Containers of its other machines, which are not in the files, may be on it too.`;
  return [warning('swarm-assumed', at, message)];
}

/** The place at which a project names the network, if an active service is on it. */
function firstUse(network: TopologyNetwork, topology: Topology): SourceLocation | null {
  const [member] = network.members;
  if (member === undefined) return null;
  const declared = network.declarations[0]?.network.nameAt;
  return declared ?? topology.services.get(member)?.attachments.get(network.id)?.attachment.at ?? null;
}
