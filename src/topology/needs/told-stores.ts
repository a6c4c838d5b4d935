import { isJob } from '../../catalogue/name.ts';
import type { NodeId } from '../node-id.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { Need, Needs } from './needs.ts';

/**
 * Services of which the files tell who uses them, so that silence of others means something: an application names them. What consoles, monitors,
 * jobs and other stores do tells nothing of the applications, nor does a front that waits for a store.
 */
export function toldStores(topology: Topology, needs: Needs): ReadonlySet<NodeId> {
  const known = TOLD.get(needs);
  if (known !== undefined) return known;
  const told = new Set(
    [...topology.services.values()].flatMap((service) =>
      (needs.get(service.id) ?? []).filter((need) => isTelling(service, need)).map(({ to }) => to),
    ),
  );
  TOLD.set(needs, told);
  return told;
}

/** Looked through once: it is asked for every store. */
const TOLD = new WeakMap<Needs, ReadonlySet<NodeId>>();

function isTelling({ zone: { zone }, service: { name } }: TopologyService, { where }: Need): boolean {
  switch (zone) {
    case 'app':
      return !isJob(name);
    case 'edge':
    case 'frontend':
      return where !== 'depends_on';
    case 'data':
    case 'admin':
    case 'ops':
      return false;
  }
}
