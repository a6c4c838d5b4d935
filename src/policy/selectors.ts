import { matchesPattern } from '../words/pattern.ts';
import type { Topology, TopologyNetwork, TopologyService } from '../topology/topology.ts';
import type { Selector } from './policy.ts';
import { HOST, HOST_PORTS, type NodeId, OUTSIDE } from '../topology/node-id.ts';

/** Nodes that `selector` means in `topology`. `any` is every service and the outside. */
export function selected(selector: Selector, topology: Topology): ReadonlySet<NodeId> {
  switch (selector.kind) {
    case 'outside':
      return new Set([OUTSIDE]);
    case 'host':
      return new Set(
        selector.part === 'control' ? [HOST] : selector.part === 'connections' ? [HOST_PORTS] : [HOST, HOST_PORTS],
      );
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
      return servicesWhere(topology, hasLabel(selector.key, selector.value));
  }
}

/** Services that `pattern` names, as `service` or `project/service`. */
export function servicesNamed(pattern: string, topology: Topology): ReadonlySet<NodeId> {
  return servicesWhere(topology, ({ project, service }) =>
    [service.name, `${project}/${service.name}`].some((name) => matchesPattern(pattern, name)),
  );
}

/** Names that a selector of `kind` may hold; none where it is not about a name. */
export function namesFor(kind: Selector['kind'], { services, networks, projects }: Topology): readonly string[] {
  switch (kind) {
    case 'service':
      return [...services.values()].flatMap(({ project, service }) => [service.name, `${project}/${service.name}`]);
    case 'network':
      return [...networks.values()].flatMap(networkNames);
    case 'project':
      return projects.flatMap(({ id, project }) => [id, project.name]);
    case 'zone':
    case 'label':
    case 'outside':
    case 'host':
    case 'any':
      return [];
  }
}

function hasLabel(key: string, value: string | null): (service: TopologyService) => boolean {
  return ({ service }) =>
    [...service.labels].some(
      ([name, label]) => matchesPattern(key, name) && (value === null || matchesPattern(value, label.value)),
    );
}

function servicesWhere({ services }: Topology, isMeant: (service: TopologyService) => boolean): ReadonlySet<NodeId> {
  return new Set([...services.values()].filter(isMeant).map(({ id }) => id));
}

/** Services on a network that `pattern` names, by its key in a file or its real name on the engine. */
function isOnNetwork(pattern: string, { networks }: Topology): (service: TopologyService) => boolean {
  const meant = [...networks.values()].filter((network) =>
    networkNames(network).some((known) => matchesPattern(pattern, known)),
  );
  const ids = new Set(meant.map(({ id }) => id));
  return ({ attachments }) => [...attachments.keys()].some((id) => ids.has(id));
}

function networkNames({ name, declarations }: TopologyNetwork): readonly string[] {
  return [name, ...declarations.map(({ network }) => network.key)];
}

/** Services of a project that `pattern` names, by its id in the report or its plain name. */
function isOfProject(pattern: string, { projects }: Topology): (service: TopologyService) => boolean {
  const meant = projects.filter(({ id, project }) =>
    [id, project.name].some((known) => matchesPattern(pattern, known)),
  );
  const ids = new Set(meant.map(({ id }) => id));
  return ({ project }) => ids.has(project);
}
