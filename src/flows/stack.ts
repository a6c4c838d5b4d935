import type { Flows } from './flows.ts';
import type { Topology } from '../topology/topology.ts';
import type { NodeId } from '../topology/node-id.ts';

/** Projects that share a Docker host, with what reaches what among them. */
export interface Stack {
  readonly topology: Topology;
  readonly flows: Flows;
}

/** The stack that each service is in; `null`: in none. */
export function stackOf<T extends Stack>(stacks: readonly T[]): (service: NodeId) => T | null {
  const found = new Map(
    stacks.flatMap((stack) => [...stack.topology.services.keys()].map((id) => [id, stack] as const)),
  );
  return (service) => found.get(service) ?? null;
}
