import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';
import type { UnknownReach } from '../topology/unknown.ts';

/** Whether `from` may reach `to` in one hop by something unknown: one end is a member of it, and so is the other where it joins only its members. */
export function mayReach(unknowns: readonly UnknownReach[], from: NodeId, to: NodeId): boolean {
  return (
    from !== to &&
    unknowns.some(
      (unknown) => (unknown.members.has(from) || unknown.members.has(to)) && isEnd(unknown, from) && isEnd(unknown, to),
    )
  );
}

function isEnd({ members, isEverywhere }: UnknownReach, id: NodeId): boolean {
  return isEverywhere || members.has(id) || id === OUTSIDE || id === HOST;
}
