import type { Network } from '../../compose/project.ts';
import { refusal } from './refusal.ts';
import type { Topology, TopologyNetwork } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/**
 * A network that is created twice. Compose uses one that is there only under the same key and with the same settings, and cannot replace
 * it while containers are on it. Between projects a warning: they need not run side by side.
 */
export function refusedNames(topology: Topology): readonly Diagnostic[] {
  return [...topology.networks.values()].flatMap((network) => {
    const [first, ...others] = creatorsOf(network, topology);
    if (first === undefined) return [];
    return others.flatMap(({ network: other, project, name }) => {
      const whose = project === first.project ? 'here' : `by \`${first.name}\``;
      const text = `network \`${network.name}\` is created ${whose} already`;
      const isSame = project === first.project || name === first.name;
      if (other.key !== first.network.key)
        return [
          refusal(other.nameAt, `${text}, under the key \`${first.network.key}\`.`, isSame ? 'error' : 'warning'),
        ];
      return name === first.name || settings(other) === settings(first.network)
        ? []
        : [refusal(other.at, `${text}, with other settings. What follows assumes the more open ones.`, 'warning')];
    });
  });
}

interface Creator {
  readonly project: string;
  readonly name: string;
  readonly network: Network;
}

/** Compose creates only networks that a service names. */
function creatorsOf({ declarations, members }: TopologyNetwork, { projects, services }: Topology): readonly Creator[] {
  if (declarations.length < 2) return [];
  return declarations.flatMap(({ project, network }) => {
    const isJoined = members.some((id) => {
      const member = services.get(id);
      return member?.project === project && member.service.networks.has(network.key);
    });
    const name = projects.find(({ id }) => id === project)?.project.name ?? project;
    return network.external || !isJoined ? [] : [{ project, name, network }];
  });
}

function settings({
  driver,
  driverOptions,
  internal,
  enableIpv4,
  enableIpv6,
  attachable,
  pools,
  labels,
}: Network): string {
  const values = (map: Network['labels']) => [...map].map(([key, { value }]) => [key, value]).sort();
  return JSON.stringify([
    driver?.value ?? '',
    values(driverOptions),
    internal?.value ?? false,
    enableIpv4,
    enableIpv6,
    attachable,
    pools.map(({ subnet, gateway, range }) => [subnet, gateway, range].map((part) => part?.value ?? null)),
    values(labels),
  ]);
}
