import { normalized, resolved } from '../compose/path.ts';
import type { Mount, Service, Volume } from '../compose/project.ts';
import { compareText, type SourceLocation } from '../compose/source.ts';
import { containersOf } from './namespaces.ts';
import { bindId, serviceId, volumeId } from './node-id.ts';
import type { RealNames } from './real-names.ts';
import type { NodeId, TopologyVolume, WorkspaceProject } from './topology.ts';
import { writtenFrom } from './written-path.ts';

/** Named volumes by their real names and host paths that are mounted, with who mounts them, `volumes_from` included. Anonymous ones are nobody else's. */
export function realVolumes(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
): ReadonlyMap<NodeId, TopologyVolume> {
  const volumes = new Map<NodeId, Draft>();
  for (const { id, project } of projects) {
    for (const volume of [...project.volumes.values()].sort((a, b) => compareText(a.key, b.key))) {
      const draft = draftOf(volumes, storeOf(volume, project.directory, names.get(id)));
      draft.declarations.push({ project: id, volume });
    }
  }
  const services = placed(projects, names);
  const containers = containersOf(projects);
  for (const [id, mounts] of allMounts(services, containers)) {
    const directory = services.get(id)?.directory ?? '/';
    for (const mounted of mounts) draftOf(volumes, mounted.store).mounts.push({ ...mounted, service: id, directory });
  }
  return new Map(
    [...volumes.values()]
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ declarations, mounts, ...store }) => {
        const plain = mounts.map(({ service, readOnly, target, at }) => ({ service, readOnly, target, at }));
        const [first] = mounts;
        const key =
          store.kind === 'volume' ? declarations[0]?.volume.key : first && writtenFrom(first.directory, store.name);
        return [store.id, { ...store, key: key ?? store.name, declarations, mounts: plain }];
      }),
  );
}

interface Store {
  readonly id: NodeId;
  readonly kind: 'volume' | 'bind';
  readonly name: string;
}

interface Mounted {
  readonly store: Store;
  readonly readOnly: boolean;
  readonly target: string;
  readonly at: SourceLocation;
}

/** A mount by a service of a project in `directory`. */
interface Use extends Mounted {
  readonly service: NodeId;
  readonly directory: string;
}

interface Draft extends Store {
  readonly declarations: { readonly project: string; readonly volume: Volume }[];
  readonly mounts: Use[];
}

function draftOf(volumes: Map<NodeId, Draft>, store: Store): Draft {
  const draft = volumes.get(store.id) ?? { ...store, declarations: [], mounts: [] };
  volumes.set(store.id, draft);
  return draft;
}

/** A volume of the `local` driver with `o: bind` is a bind mount by another name; https://docs.docker.com/reference/cli/docker/volume/create/ */
function storeOf(volume: Volume, directory: string, names: RealNames | undefined): Store {
  const device = volume.driverOptions.get('device')?.value;
  const options = (volume.driverOptions.get('o')?.value ?? '').split(',').map((option) => option.trim());
  const isLocal = (volume.driver?.value ?? 'local') === 'local' && !volume.external;
  if (isLocal && device !== undefined && options.some((option) => option === 'bind' || option === 'rbind')) {
    return bindStore(resolved(directory, device));
  }
  return { id: names?.volumes.get(volume.key) ?? volumeId(volume.name), kind: 'volume', name: volume.name };
}

function bindStore(path: string): Store {
  return { id: bindId(path), kind: 'bind', name: path };
}

interface Placed {
  readonly id: NodeId;
  readonly project: string;
  readonly directory: string;
  readonly service: Service;
  readonly store: (mount: Mount) => Store | null;
}

function placed(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
): ReadonlyMap<NodeId, Placed> {
  return new Map(
    projects.flatMap(({ id: project, project: { services, volumes, directory } }) => {
      const store = (mount: Mount): Store | null => {
        if (mount.kind === 'bind') return bindStore(resolved(directory, mount.source));
        if (mount.kind !== 'volume' || mount.volume === null) return null;
        const volume = volumes.get(mount.volume);
        return volume === undefined ? null : storeOf(volume, directory, names.get(project));
      };
      return [...services.values()].map((service) => {
        const id = serviceId(project, service.name);
        return [id, { id, project, directory, service, store }] as const;
      });
    }),
  );
}

/** What every service mounts. Those whose volumes others take come first, so that each is looked at once. */
function allMounts(
  services: ReadonlyMap<NodeId, Placed>,
  containers: ReadonlyMap<string, NodeId>,
): ReadonlyMap<NodeId, readonly Mounted[]> {
  const found = new Map<NodeId, readonly Mounted[]>();
  for (const start of services.keys()) {
    const open = [start];
    const way = new Set(open);
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      const placed = services.get(id);
      const taken = placed === undefined ? [] : takenBy(placed, containers);
      // A circle is refused by the loader.
      const next = taken.find(({ from }) => services.has(from) && !found.has(from) && !way.has(from));
      if (next !== undefined) {
        open.push(next.from);
        way.add(next.from);
        continue;
      }
      if (placed !== undefined && !found.has(id)) found.set(id, mountsOf(placed, taken, found));
      open.pop();
    }
  }
  return found;
}

interface Taken {
  readonly from: NodeId;
  readonly readOnly: boolean;
  readonly at: SourceLocation;
}

function takenBy({ project, service }: Placed, containers: ReadonlyMap<string, NodeId>): readonly Taken[] {
  return service.volumesFrom.flatMap(({ kind, source, readOnly, at }) => {
    const from = kind === 'service' ? serviceId(project, source) : containers.get(source);
    return from === undefined ? [] : [{ from, readOnly, at }];
  });
}

/** At one place in a container there is one mount: its own before one that it takes, a later one before an earlier. */
function mountsOf(
  { service, store }: Placed,
  taken: readonly Taken[],
  found: ReadonlyMap<NodeId, readonly Mounted[]>,
): readonly Mounted[] {
  const mounts = new Map<string, Mounted>();
  for (const { from, readOnly, at } of taken) {
    for (const mount of found.get(from) ?? [])
      mounts.set(normalized(mount.target), { ...mount, readOnly: readOnly || mount.readOnly, at });
  }
  for (const mount of service.mounts) {
    const mounted = store(mount);
    if (mounted === null) continue;
    const { readOnly, target, at } = mount;
    mounts.set(normalized(target), { store: mounted, readOnly, target, at });
  }
  return [...mounts.values()];
}
