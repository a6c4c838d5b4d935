import { familyOf } from '../../catalogue/catalogue.ts';
import { isJob } from '../../catalogue/name.ts';
import type { Service } from '../../compose/project.ts';
import type { NodeId } from '../node-id.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { consoleRelation } from './may-need.ts';
import type { Need, Needs } from './needs.ts';

/**
 * Services of which the files tell who uses them, so that silence of others means something: an application names them. What consoles,
 * exporters, backups, jobs and other stores do tells nothing of the applications, nor does a front that waits for a store.
 */
export function toldStores(topology: Topology, needs: Needs): ReadonlySet<NodeId> {
  const known = TOLD.get(needs);
  if (known !== undefined) return known;
  const told = new Set(
    [...topology.services.values()].flatMap((service) =>
      (needs.get(service.id) ?? [])
        .filter((need) => isTelling(service, need, topology.services.get(need.to)))
        .map(({ to }) => to),
    ),
  );
  TOLD.set(needs, told);
  return told;
}

/** Looked through once: it is asked for every store. */
const TOLD = new WeakMap<Needs, ReadonlySet<NodeId>>();

function isTelling(
  { zone: { zone }, service }: TopologyService,
  { where }: Need,
  store: TopologyService | undefined,
): boolean {
  switch (zone) {
    case 'app':
      return !isJob(service.name) && !isBackup(service);
    case 'edge':
    case 'frontend':
      return where !== 'depends_on';
    case 'ops':
      // What collects from applications keeps it for them; what is made for a store looks at it beside whoever uses it.
      return store !== undefined && consoleRelation(service, store.service) !== true && !isBackup(service);
    case 'data':
    case 'admin':
      return false;
  }
}

function isBackup({ image }: Service): boolean {
  return image !== null && familyOf(image.value)?.family.traits.includes('backup') === true;
}
