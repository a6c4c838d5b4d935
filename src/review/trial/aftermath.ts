import { outsidePortsOf } from '../../flows/change/outside-ports.ts';
import type { Mount } from '../../compose/project.ts';
import { type Stack, stackOf } from '../../flows/stack.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { type NodeId, plainName } from '../../topology/node-id.ts';
import { writtenFrom } from '../../topology/build/written-path.ts';
import { projectOf } from '../../topology/services.ts';
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

/** Data that a service has at a path, and will not have there. */
export interface LeftData {
  readonly service: NodeId;
  /** In the container. */
  readonly target: string;
  /** Volume or folder where they stay, as a file has it; `null`: the container, or a volume without a name. */
  readonly from: string | null;
  /** What is there instead. */
  readonly to: string;
}

/** What services of both have at one path from elsewhere in `after`; of what has no name in `before`, data stores alone have something to keep. */
export function leftData(before: readonly Stack[], after: readonly Stack[]): readonly LeftData[] {
  const is = stackOf(after);
  return before.flatMap(({ topology }) =>
    [...topology.services.values()].flatMap(({ id, zone, service, project }): readonly LeftData[] => {
      const now = is(id)?.topology.services.get(id)?.service;
      const directory = projectOf(topology, project)?.directory ?? null;
      if (now === undefined || service.replicas === 0) return [];
      const was = new Map(service.mounts.map((mount) => [mount.target, sourceOf(mount, directory)]));
      return now.mounts.flatMap((mount) => {
        const [from, to] = [was.get(mount.target) ?? null, sourceOf(mount, directory)];
        if (to === null || to === from || (from === null && zone.zone !== 'data')) return [];
        return [{ service: id, target: mount.target, from, to }];
      });
    }),
  );
}

/** A volume or a folder, by the name that a file of the project has for it; `null`: it has none, or keeps nothing. */
function sourceOf(mount: Mount, directory: string | null): string | null {
  switch (mount.kind) {
    case 'volume':
      return mount.volume;
    case 'bind':
      return directory === null ? mount.source : writtenFrom(directory, mount.source);
    case 'tmpfs':
    case 'other':
      return null;
  }
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
