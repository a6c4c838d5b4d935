import { addTo } from '../../words/grouped.ts';
import { nestedVolumes } from '../../flows/channels/shared-volumes.ts';
import type { Topology } from '../../topology/topology.ts';
import { dataMounts } from './mounts.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { servicesIn } from '../../topology/services.ts';

/** Volumes and host folders that hold the data of each data store, by the store. */
export function dataVolumes(topology: Topology): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const targets = new Map(
    servicesIn(topology, 'data').map((store) => [store.id, new Set(dataMounts(store).map(({ target }) => target))]),
  );
  const found = new Map<NodeId, Set<NodeId>>();
  for (const volume of topology.volumes.values()) {
    for (const { service, target } of volume.mounts) {
      if (targets.get(service)?.has(target) !== true) continue;
      found.set(service, (found.get(service) ?? new Set()).add(volume.id));
    }
  }
  return found;
}

/** Each of `volumes` with what is mounted from inside it and the mounted folders that it lies in. */
export function overlapping(topology: Topology): (volumes: ReadonlySet<NodeId>) => ReadonlySet<NodeId> {
  const around = new Map<NodeId, NodeId[]>();
  for (const [folder, inside] of nestedVolumes(topology.volumes.values())) {
    for (const { id } of inside) {
      addTo(around, id, folder);
      addTo(around, folder, id);
    }
  }
  return (volumes) => new Set([...volumes].flatMap((id) => [id, ...(around.get(id) ?? [])]));
}
