import { addTo } from '../../words/grouped.ts';
import type { Assumptions } from '../assumptions.ts';
import { containersOf } from './namespaces.ts';
import { networkId, type NodeId, serviceId } from '../node-id.ts';
import { type RealNames, realNamesOf } from './real/names.ts';
import type { WorkspaceProject } from '../project.ts';

/**
 * Projects that share a Docker host, in groups: those whose services meet in a real network or volume (external, equally named, or
 * `name: shop_default` of another), or in another's container. With `sharedHost` all are one group. Order is kept.
 */
export function groupsOf(
  projects: readonly WorkspaceProject[],
  { sharedHost }: Assumptions,
): readonly (readonly WorkspaceProject[])[] {
  if (sharedHost || projects.length < 2) return projects.length === 0 ? [] : [projects];
  const names = realNamesOf(projects);
  const containers = containersOf(projects);
  const groups = joinedBy(projects, (project) => thingsOf(project, names.get(project.id), containers));
  const order = new Map(projects.map((project, index) => [project, index]));
  return [...new Set(groups.values())].map((group) => group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

/**
 * Whether two of `projects` may be in one group, whichever of them there are: never `false` where they would be. Who names a container of others
 * may meet anybody.
 */
export function mayMeetAmong(
  projects: readonly WorkspaceProject[],
  { sharedHost }: Assumptions,
): (one: WorkspaceProject, other: WorkspaceProject) => boolean {
  if (sharedHost) return () => true;
  const names = realNamesOf(projects);
  const everybody = new Set(projects.filter(namesContainer));
  const groups = joinedBy(projects, (project) => {
    // Which of two folders of one name has it for itself hangs on who is there.
    const things = [...thingsOf(project, names.get(project.id), new Map())];
    return new Set(things.map((thing) => thing.replace(/ \([^()]*\)$/u, '')));
  });
  return (one, other) => everybody.size > 0 || groups.get(one) === undefined || groups.get(one) === groups.get(other);
}

function namesContainer({ project }: WorkspaceProject): boolean {
  return [...project.services.values()].some(
    ({ networkMode, pid, ipc, volumesFrom }) =>
      networkMode?.kind === 'container' ||
      [pid, ipc].some((stated) => stated?.value.startsWith('container:') === true) ||
      volumesFrom.some(({ kind }) => kind === 'container'),
  );
}

function joinedBy(
  projects: readonly WorkspaceProject[],
  things: (project: WorkspaceProject) => ReadonlySet<string>,
): ReadonlyMap<WorkspaceProject, WorkspaceProject[]> {
  const users = new Map<string, WorkspaceProject[]>();
  for (const project of projects) for (const thing of things(project)) addTo(users, thing, project);
  const groups = new Map(projects.map((project) => [project, [project]]));
  for (const [first, ...others] of users.values()) {
    for (const other of others) if (first !== undefined) join(groups, first, other);
  }
  return groups;
}

/** What its active services use that others may use too. */
function thingsOf(
  { id, project }: WorkspaceProject,
  names: RealNames | undefined,
  containers: ReadonlyMap<string, NodeId>,
): ReadonlySet<string> {
  const things = new Set<string | undefined>();
  for (const service of project.services.values()) {
    things.add(serviceId(id, service.name));
    const mode = service.networkMode;
    if (mode?.kind === 'network') things.add(networkId(mode.network));
    if (mode?.kind === 'container') things.add(containers.get(mode.container));
    for (const stated of [service.pid, service.ipc])
      if (stated?.value.startsWith('container:') === true)
        things.add(containers.get(stated.value.slice('container:'.length)));
    for (const key of service.networks.keys()) things.add(names?.networks.get(key));
    for (const mount of service.mounts) {
      if (mount.kind === 'volume' && mount.volume !== null) things.add(names?.volumes.get(mount.volume));
    }
    for (const { kind, source } of service.volumesFrom) if (kind === 'container') things.add(containers.get(source));
  }
  return new Set([...things].flatMap((thing) => thing ?? []));
}

function join(groups: Map<WorkspaceProject, WorkspaceProject[]>, a: WorkspaceProject, b: WorkspaceProject): void {
  const [one, other] = [groups.get(a), groups.get(b)];
  if (one === undefined || other === undefined || one === other) return;
  const [large, small] = one.length < other.length ? [other, one] : [one, other];
  large.push(...small);
  for (const project of small) groups.set(project, large);
}
