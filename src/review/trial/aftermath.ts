import { outsidePortsOf } from '../../flows/change/outside-ports.ts';
import type { Stack } from '../../flows/stack.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { type NodeId, plainName } from '../../topology/node-id.ts';
import type { TopologyNetwork } from '../../topology/topology.ts';

/** Ports that services answer at from outside in `before` and not in `after`. */
export function closedPorts(
  before: readonly Stack[],
  after: readonly Stack[],
  assumptions: Assumptions,
): readonly (readonly [service: NodeId, port: string])[] {
  const open = new Map(after.flatMap(({ topology }) => [...outsidePortsOf(topology, assumptions)]));
  return before.flatMap(({ topology }) =>
    [...outsidePortsOf(topology, assumptions)].flatMap(([service, ports]) =>
      [...ports].filter((port) => open.get(service)?.has(port) !== true).map((port) => [service, port] as const),
    ),
  );
}

/** Plain names of services that both have and that `after` alone has on the network of the host, where any port is one of the host. */
export function putOnHost(
  before: { readonly stacks: readonly Stack[] },
  after: { readonly stacks: readonly Stack[] },
  assumptions: Assumptions,
): ReadonlySet<string> {
  const was = new Set(before.stacks.flatMap(({ topology }) => [...topology.services.keys()]));
  const opened = closedPorts(after.stacks, before.stacks, assumptions);
  return new Set(opened.flatMap(([service, port]) => (port === '*' && was.has(service) ? [plainName(service)] : [])));
}

/** Networks, by their real names, that are in both and are not what they were. */
export function renewedNetworks(before: readonly Stack[], after: readonly Stack[]): readonly string[] {
  const was = new Map(
    before.flatMap(({ topology }) => [...topology.networks].map(([id, network]) => [id, madeOf(network)])),
  );
  const names = after.flatMap(({ topology }) =>
    [...topology.networks.values()].flatMap((network) => {
      const old = was.get(network.id);
      return old === undefined || old === madeOf(network) ? [] : [network.name];
    }),
  );
  return [...new Set(names)].sort();
}

function madeOf({ internal, driver, ipv4, ipv6, driverOptions }: TopologyNetwork): string {
  return JSON.stringify([internal, driver, ipv4, ipv6, [...driverOptions].sort()]);
}
