import type { Topology } from '../topology/topology.ts';
import type { NodeId } from '../topology/node-id.ts';

/** Services as reports of reach name them: `service`, or `project/service` where several projects take part. `host` and `outside` stay. */
export function labelsOf(topologies: readonly Topology[], isOneProject: boolean): ReadonlyMap<NodeId, string> {
  return new Map(
    topologies.flatMap(({ services }) =>
      [...services.values()].map(({ id, project, service }) => [
        id,
        isOneProject ? service.name : `${project}/${service.name}`,
      ]),
    ),
  );
}
