import { MODE_NETWORKS } from '../../engines/refusals/drivers.ts';
import type { NetworkMode, Service } from '../../compose/project.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { Namespace } from '../topology.ts';
import type { Evidence } from '../../compose/source.ts';
import type { WorkspaceProject } from '../project.ts';

/** Whose network namespace a service uses, and the lines by which it does (empty, if its own). */
export interface Joined {
  readonly namespace: Namespace;
  readonly sharing: readonly Evidence[];
}

/** `network_mode: service:` and `container:` of every service of `projects`, followed to their end, by service. */
export function namespacesOf(projects: readonly WorkspaceProject[]): ReadonlyMap<NodeId, Joined> {
  const services = new Map<NodeId, NamespaceUser>();
  for (const { id, project } of projects) {
    for (const service of project.services.values()) {
      services.set(serviceId(id, service.name), { project: id, service, driverOf: drivers(project.networks) });
    }
  }
  const containers = containersOf(projects);
  const joined = new Map<NodeId, Joined>();
  for (const id of services.keys()) follow(id, services, containers, joined);
  return joined;
}

/** Lines of a chain that are kept as evidence: enough for any that was meant, and few for one that was made to be long. */
const MOST_LINKS = 8;

interface NamespaceUser {
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

function namesContainer({ networkMode, volumesFrom, pid, ipc }: Service): boolean {
  return (
    networkMode?.kind === 'container' ||
    volumesFrom.some(({ kind }) => kind === 'container') ||
    [pid, ipc].some((stated) => stated?.value.startsWith('container:') === true)
  );
}

/** Walks to a service that is known or has a namespace of its own, then back, so that every service is looked at once. */
function follow(
  start: NodeId,
  services: ReadonlyMap<NodeId, NamespaceUser>,
  containers: ReadonlyMap<string, NodeId>,
  joined: Map<NodeId, Joined>,
): void {
  const way = new Map<NodeId, Evidence>();
  let id = start;
  let found = joined.get(id);
  while (found === undefined) {
    // A circle is refused by the loader; whoever stands in it has no network.
    const step = way.has(id) ? nowhere(id) : stepFrom(id, services.get(id), containers);
    if (step.evidence !== null) way.set(id, step.evidence);
    if (typeof step.next === 'string') {
      id = step.next;
      found = joined.get(id);
    } else {
      found = { namespace: step.next, sharing: [] };
      if (services.has(id) && !way.has(id)) joined.set(id, found);
    }
  }
  for (const [user, evidence] of [...way].reverse()) {
    found = { namespace: found.namespace, sharing: [evidence, ...found.sharing].slice(0, MOST_LINKS) };
    joined.set(user, found);
  }
}

/** The line by which a service uses another's namespace, and whose; or the namespace that it ends at. */
interface NamespaceStep {
  readonly evidence: Evidence | null;
  readonly next: NodeId | Namespace;
}

function stepFrom(
  id: NodeId,
  placed: NamespaceUser | undefined,
  containers: ReadonlyMap<string, NodeId>,
): NamespaceStep {
  // A missing service is refused by the loader.
  if (placed === undefined) return nowhere(id);
  const { service, project } = placed;
  const { networkMode: mode, provider } = service;
  if (provider !== null)
    return { evidence: null, next: { kind: 'foreign', container: `${provider.value} of ${id}`, at: provider.at } };
  if (mode?.kind === 'service') {
    const note = `${service.name} uses the network of ${mode.service}`;
    return { evidence: { at: mode.at, note }, next: serviceId(project, mode.service) };
  }
  if (mode?.kind === 'container') {
    const note = `${service.name} uses the network of container ${mode.container}`;
    const foreign: Namespace = { kind: 'foreign', container: mode.container, at: mode.at };
    return { evidence: { at: mode.at, note }, next: containers.get(mode.container) ?? foreign };
  }
  return { evidence: null, next: own(id, placed, mode) };
}

function nowhere(id: NodeId): NamespaceStep {
  return { evidence: null, next: { kind: 'none', owner: id } };
}

/** A network with the driver `host` or `none` is what the mode of that name is, as far as the engine takes it at all. */
function own(id: NodeId, { service, driverOf }: NamespaceUser, mode: NetworkMode | null): Namespace {
  if (mode?.kind === 'host') return { kind: 'host', at: mode.at };
  if (mode?.kind === 'none') return { kind: 'none', owner: id };
  const attachments = [...service.networks.values()];
  const host = attachments.find(({ network }) => driverOf(network) === 'host');
  if (host !== undefined) return { kind: 'host', at: host.at };
  const isolated = attachments.length > 0 && attachments.every(({ network }) => driverOf(network) === 'none');
  return isolated ? { kind: 'none', owner: id } : { kind: 'own', owner: id };
}

function drivers(networks: WorkspaceProject['project']['networks']): (key: string) => string | null {
  return (key) => {
    const network = networks.get(key);
    if (network === undefined) return null;
    if (network.external) return MODE_NETWORKS.has(network.name) ? network.name : null;
    return network.driver?.value ?? null;
  };
}
