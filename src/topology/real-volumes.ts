import { resolved } from '../compose/path.ts';
import type { Mount, Service, Volume } from '../compose/project.ts';
import { compareText, type SourceLocation } from '../compose/source.ts';
import { containersOf } from './namespaces.ts';
import { bindId, serviceId, volumeId } from './node-id.ts';
import type { RealNames } from './real-names.ts';
import type { NodeId, TopologyVolume, WorkspaceProject } from './topology.ts';

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
  for (const { id } of services.values()) {
    for (const mounted of mountsOf(id, services, containers, new Set())) {
      draftOf(volumes, mounted.store).mounts.push({ ...mounted, service: id });
    }
  }
  return new Map(
    [...volumes.values()]
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ declarations, mounts, ...store }) => {
        const key = declarations[0]?.volume.key ?? store.name;
        const plain = mounts.map(({ service, readOnly, target, at }) => ({ service, readOnly, target, at }));
        return [store.id, { ...store, key: store.kind === 'bind' ? store.name : key, declarations, mounts: plain }];
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

interface Draft extends Store {
  readonly declarations: { readonly project: string; readonly volume: Volume }[];
  readonly mounts: (Mounted & { readonly service: NodeId })[];
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
        return [id, { id, project, service, store }] as const;
      });
    }),
  );
}

function mountsOf(
  id: NodeId,
  services: ReadonlyMap<NodeId, Placed>,
  containers: ReadonlyMap<string, NodeId>,
  seen: ReadonlySet<NodeId>,
): readonly Mounted[] {
  const found = services.get(id);
  if (found === undefined || seen.has(id)) return [];
  const { project, service, store } = found;
  const own = service.mounts.flatMap((mount) => {
    const mounted = store(mount);
    return mounted === null ? [] : [{ store: mounted, readOnly: mount.readOnly, target: mount.target, at: mount.at }];
  });
  const taken = service.volumesFrom.flatMap(({ kind, source, readOnly, at }) => {
    const from = kind === 'service' ? serviceId(project, source) : containers.get(source);
    const mounts = from === undefined ? [] : mountsOf(from, services, containers, new Set([...seen, id]));
    return mounts.map((mount) => ({ ...mount, readOnly: readOnly || mount.readOnly, at }));
  });
  return [...own, ...taken];
}
