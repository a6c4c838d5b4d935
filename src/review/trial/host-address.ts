import { isLoopback } from '../../engines/network/host-ip.ts';
import type { Stack } from '../../flows/stack.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf } from '../../topology/services.ts';

/** Somebody who gets to a service at a port of the host, by the name that engines have for the host, and would not any more. */
export interface BrokenHostPort {
  readonly kind: 'host-port';
  readonly from: NodeId;
  readonly service: NodeId;
  readonly port: string;
  /** The setting that names it. */
  readonly where: string;
}

/** Ports that `before` publishes to all and `after` does not, by whoever of `all` in the same folder names the port at the host's address. */
export function brokenHostPorts(
  all: readonly Stack[],
  before: readonly Stack[],
  after: readonly Stack[],
): readonly BrokenHostPort[] {
  const stay = new Set(openPorts(after).map(({ service, port }) => `${service} ${port}`));
  const closed = openPorts(before).filter(({ service, port }) => !stay.has(`${service} ${port}`));
  if (closed.length === 0) return [];
  const users = USERS.get(all) ?? usersIn(all);
  USERS.set(all, users);
  return closed.flatMap(({ service, port, directory }) =>
    users
      .filter((user) => user.port === port && user.directory === directory && user.from !== service)
      .map(({ from, where }) => ({ kind: 'host-port' as const, from, service, port, where })),
  );
}

interface OpenPort {
  readonly service: NodeId;
  readonly directory: string;
  /** Of the host. */
  readonly port: string;
}

function openPorts(stacks: readonly Stack[]): readonly OpenPort[] {
  return stacks.flatMap(({ topology }) =>
    [...topology.services.values()].flatMap(({ id, project, service: { ports } }) =>
      ports.flatMap(({ hostIp, published }): readonly OpenPort[] =>
        published === null || isLoopback(hostIp)
          ? []
          : [{ service: id, directory: projectOf(topology, project)?.directory ?? '', port: published }],
      ),
    ),
  );
}

interface HostPortUser {
  readonly from: NodeId;
  readonly directory: string;
  readonly port: string;
  readonly where: string;
}

/** Looked for once a revision. */
const USERS = new WeakMap<readonly Stack[], readonly HostPortUser[]>();

function usersIn(stacks: readonly Stack[]): readonly HostPortUser[] {
  return stacks.flatMap(({ topology }) =>
    [...topology.services.values()].flatMap(({ id, project, service }) =>
      [...service.environment].flatMap(([where, { value }]) =>
        [...(value ?? '').matchAll(AT_HOST)].map(([, port = '']): HostPortUser => ({
          from: id,
          directory: projectOf(topology, project)?.directory ?? '',
          port,
          where,
        })),
      ),
    ),
  );
}

/** `redis://host.docker.internal:6379` */
const AT_HOST = /(?:(?:host|gateway)\.docker|host\.containers)\.internal:(\d{1,5})(?!\d)/g;
