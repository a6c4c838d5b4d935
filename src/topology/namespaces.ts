import type { NetworkMode, Service } from '../compose/project.ts';
import type { Evidence } from './flow.ts';
import { serviceId } from './node-id.ts';
import type { Namespace, NodeId, WorkspaceProject } from './topology.ts';

/** Whose network namespace a service uses, and the lines by which it does (empty, if its own). */
export interface Joined {
  readonly namespace: Namespace;
  readonly sharing: readonly Evidence[];
}

/** `network_mode: service:` and `container:` of every service of `projects`, followed to their end, by service. */
export function namespacesOf(projects: readonly WorkspaceProject[]): ReadonlyMap<NodeId, Joined> {
  const services = new Map<NodeId, Placed>();
  for (const { id, project } of projects) {
    for (const service of project.services.values()) {
      services.set(serviceId(id, service.name), { project: id, service, driverOf: drivers(project.networks) });
    }
  }
  const containers = containersOf(projects);
  return new Map([...services.keys()].map((id) => [id, follow(id, services, containers)]));
}

interface Placed {
  readonly project: string;
  readonly service: Service;
  readonly driverOf: (key: string) => string | null;
}

/** Services by the names of their containers, `container_name` before the names that Compose gives; empty where no service asks. */
export function containersOf(projects: readonly WorkspaceProject[]): ReadonlyMap<string, NodeId> {
  const containers = new Map<string, NodeId>();
  if (!projects.some(({ project }) => [...project.services.values()].some(namesContainer))) return containers;
  const add = (name: string, id: NodeId): void => void (containers.has(name) || containers.set(name, id));
  const all = projects.flatMap(({ id, project }) =>
    [...project.services.values()].map((service) => ({
      id: serviceId(id, service.name),
      project: project.name,
      service,
    })),
  );
  for (const { id, service } of all) if (service.containerName !== null) add(service.containerName.value, id);
  for (const { id, project, service } of all) {
    if (service.containerName !== null) continue;
    for (const mark of ['-', '_']) add([project, service.name, '1'].join(mark), id);
  }
  return containers;
}

function namesContainer({ networkMode, volumesFrom }: Service): boolean {
  return networkMode?.kind === 'container' || volumesFrom.some(({ kind }) => kind === 'container');
}

function follow(start: NodeId, services: ReadonlyMap<NodeId, Placed>, containers: ReadonlyMap<string, NodeId>): Joined {
  const sharing: Evidence[] = [];
  const seen = new Set<NodeId>();
  let id = start;
  for (;;) {
    const placed = services.get(id);
    // A circle or a missing service is refused by the loader; whoever stands in it has no network.
    if (placed === undefined || seen.has(id)) return { namespace: { kind: 'none', owner: id }, sharing };
    seen.add(id);
    const { service, project } = placed;
    const mode = service.networkMode;
    if (mode?.kind === 'service') {
      sharing.push({ at: mode.at, note: `${service.name} uses the network of ${mode.service}` });
      id = serviceId(project, mode.service);
    } else if (mode?.kind === 'container') {
      sharing.push({ at: mode.at, note: `${service.name} uses the network of container ${mode.container}` });
      const target = containers.get(mode.container);
      if (target === undefined)
        return { namespace: { kind: 'foreign', container: mode.container, at: mode.at }, sharing };
      id = target;
    } else {
      return { namespace: own(id, placed, mode), sharing };
    }
  }
}

/** A network with the driver `host` or `none` is what the mode of that name is, as far as the engine takes it at all. */
function own(id: NodeId, { service, driverOf }: Placed, mode: NetworkMode | null): Namespace {
  if (mode?.kind === 'host') return { kind: 'host', at: mode.at };
  if (mode?.kind === 'none') return { kind: 'none', owner: id };
  const attachments = [...service.networks.values()];
  const host = attachments.find(({ network }) => driverOf(network) === 'host');
  if (host !== undefined) return { kind: 'host', at: host.at };
  const isolated = attachments.length > 0 && attachments.every(({ network }) => driverOf(network) === 'none');
  return isolated ? { kind: 'none', owner: id } : { kind: 'own', owner: id };
}

const BUILT_IN = new Set(['host', 'none']);

function drivers(networks: WorkspaceProject['project']['networks']): (key: string) => string | null {
  return (key) => {
    const network = networks.get(key);
    if (network === undefined) return null;
    if (network.external) return BUILT_IN.has(network.name) ? network.name : null;
    return network.driver?.value ?? null;
  };
}
