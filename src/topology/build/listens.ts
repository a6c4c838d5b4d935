import type { Port, Service } from '../../compose/project.ts';
import type { Assumptions } from '../assumptions.ts';
import type { NodeId } from '../node-id.ts';

/** Label that states the TCP ports a service listens on: `bulkhead.listens: "5432, 9187"`. */
export const LISTENS_LABEL = 'bulkhead.listens';

/** TCP ports that the service's own process listens on, as the policy or its label states; `null`: unknown, also where the label is no list of ports. */
export function listensOf(service: Service, project: string, { listens }: Assumptions): readonly number[] | null {
  const stated = listens.get(`${project}/${service.name}`) ?? listens.get(service.name);
  if (stated !== undefined) return stated;
  const label = service.labels.get(LISTENS_LABEL);
  return label === undefined ? null : portsIn(label.value);
}

/** `5432, 9187`; `null` where anything else is among them: what is not understood must not close a port. */
export function portsIn(label: string): readonly number[] | null {
  const parts = label.split(/[\s,]+/).filter((part) => part !== '');
  const ports = parts.map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : 0));
  return ports.length > 0 && ports.every((port) => port >= 1 && port <= 65535) ? ports : null;
}

/** Services of one network namespace that `port`, which `owner` publishes, leads to. */
export function servedBy(
  port: Port,
  owner: NodeId,
  members: readonly NodeId[],
  listens: ReadonlyMap<NodeId, readonly number[] | null>,
): readonly NodeId[] {
  const known = members.filter((id) => listens.get(id)?.includes(port.target) === true);
  if (known.length > 0) return known;
  // What is stated may be of TCP alone: UDP that nobody states may be the owner's.
  return members.filter((id) => (listens.get(id) ?? null) === null || (port.protocol !== 'tcp' && id === owner));
}
