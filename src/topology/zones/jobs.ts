import { isJob } from '../../catalogue/name.ts';
import type { Service } from '../../compose/project.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { Topology } from '../topology.ts';

/** Services that end when their work is done: others wait for that, or their names say so and they are no store. */
export function jobsIn({ services }: Topology): ReadonlySet<NodeId> {
  const named = [...services.values()].filter(({ service, zone }) => zone.zone !== 'data' && isJob(service.name));
  return new Set([...awaitedServices([...services.values()]), ...named.map(({ id }) => id)]);
}

/** Services that others wait for the end of. */
export function awaitedServices(
  services: readonly { readonly project: string; readonly service: Service }[],
): ReadonlySet<NodeId> {
  return new Set(
    services.flatMap(({ project, service }) =>
      [...service.dependsOn].flatMap(([name, { condition }]) =>
        condition === 'service_completed_successfully' ? [serviceId(project, name)] : [],
      ),
    ),
  );
}
