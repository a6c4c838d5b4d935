import { isJob } from '../../catalogue/name.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { Topology } from '../topology.ts';

/** Services that end when their work is done: others wait for that, or their names say so. */
export function jobsIn({ projects, services }: Topology): ReadonlySet<NodeId> {
  const awaited = projects.flatMap(({ id, project }) =>
    [...project.services.values()].flatMap(({ dependsOn }) =>
      [...dependsOn].flatMap(([name, { condition }]) =>
        condition === 'service_completed_successfully' ? [serviceId(id, name)] : [],
      ),
    ),
  );
  const named = [...services.values()].filter(({ service }) => isJob(service.name)).map(({ id }) => id);
  return new Set([...awaited, ...named]);
}
