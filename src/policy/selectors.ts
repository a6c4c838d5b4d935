import { matchesPattern } from '../topology/zones-pattern.ts';
import { HOST, OUTSIDE, type NodeId, type Topology, type TopologyService } from '../topology/topology.ts';
import type { Selector } from './policy.ts';

/** Nodes that `selector` means in `topology`. `any` is every service and the outside. */
export function selected(selector: Selector, topology: Topology): ReadonlySet<NodeId> {
  switch (selector.kind) {
    case 'outside':
      return new Set([OUTSIDE]);
    case 'host':
      return new Set([HOST]);
    case 'any':
      return new Set([...topology.services.keys(), OUTSIDE]);
    case 'zone':
      return servicesWhere(topology, ({ zone }) => zone.zone === selector.zone);
    case 'service':
      return servicesNamed(selector.pattern, topology);
    case 'network':
      return servicesWhere(topology, isOnNetwork(selector.pattern, topology));
    case 'project':
      return servicesWhere(topology, isOfProject(selector.pattern, topology));
    case 'label':
      return servicesWhere(topology, ({ service }) => {
        const label = service.labels.get(selector.key);
        return label !== undefined && (selector.value === null || label.value === selector.value);
      });
  }
}

/** Services that `pattern` names, as `service` or `project/service`. */
export function servicesNamed(pattern: string, topology: Topology): ReadonlySet<NodeId> {
  return servicesWhere(topology, ({ project, service }) =>
    [service.name, `${project}/${service.name}`].some((name) => matchesPattern(pattern, name)),
  );
}

function servicesWhere({ services }: Topology, isMeant: (service: TopologyService) => boolean): ReadonlySet<NodeId> {
  return new Set([...services.values()].filter(isMeant).map(({ id }) => id));
}

/** By the key in a file or the real name on the engine. */
function isOnNetwork(pattern: string, { networks }: Topology): (service: TopologyService) => boolean {
  const meant = [...networks.values()].filter(({ name, declarations }) =>
    [name, ...declarations.map(({ network }) => network.key)].some((known) => matchesPattern(pattern, known)),
  );
  const ids = new Set(meant.map(({ id }) => id));
  return ({ attachments }) => [...attachments.keys()].some((id) => ids.has(id));
}

/** By its id in the report or its plain name. */
function isOfProject(pattern: string, { projects }: Topology): (service: TopologyService) => boolean {
  const meant = projects.filter(({ id, project }) =>
    [id, project.name].some((known) => matchesPattern(pattern, known)),
  );
  const ids = new Set(meant.map(({ id }) => id));
  return ({ project }) => ids.has(project);
}
