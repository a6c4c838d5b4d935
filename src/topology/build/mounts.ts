import { isAbsolute, normalized } from '../../compose/path.ts';
import type { FileObject, Grant, Mount, Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { containersOf } from './namespaces.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { RealNames } from './real/names.ts';
import { bindStore, type MountedStore, storeOf } from './mount-store.ts';
import { volumeFolders } from './volume-folders.ts';
import type { HostMount } from '../topology.ts';
import type { WorkspaceProject } from '../project.ts';

export interface Mounted {
  readonly store: MountedStore;
  readonly readOnly: boolean;
  readonly target: string;
  readonly at: SourceLocation;
  /** The path is one of several that a volume lays on one another. */
  readonly isLayer: boolean;
  readonly granted: HostMount['granted'];
}

/** What the container of a service of a project in `directory` sees. */
export interface Mounts {
  readonly directory: string;
  readonly mounts: readonly Mounted[];
  /** Files of the host that it is given as configs and secrets: bind mounts to read. */
  readonly granted: readonly Mounted[];
}

/** What every service mounts, `volumes_from` included; anonymous volumes and those that the project does not have are left out. */
export function mountsOf(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
): ReadonlyMap<NodeId, Mounts> {
  const services = placed(projects, names);
  const found = all(services, containersOf(projects));
  return new Map(
    [...services.values()].map(({ id, directory, granted }) => [
      id,
      { directory, mounts: found.get(id) ?? [], granted },
    ]),
  );
}

interface MountingService {
  readonly id: NodeId;
  readonly project: string;
  readonly directory: string;
  readonly service: Service;
  readonly store: (mount: Mount) => MountedStore | null;
  readonly granted: readonly Mounted[];
}

function placed(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
): ReadonlyMap<NodeId, MountingService> {
  const ownFolder = volumeFolders(projects, names);
  return new Map(
    projects.flatMap(({ id: project, project: { services, volumes, configs, secrets, directory } }) => {
      const store = (mount: Mount): MountedStore | null => {
        if (mount.kind === 'bind') return ownFolder(bindStore(directory, mount.source));
        if (mount.kind !== 'volume' || mount.volume === null) return null;
        const volume = volumes.get(mount.volume);
        return volume === undefined ? null : storeOf(volume, directory, names.get(project));
      };
      return [...services.values()].map((service) => {
        const id = serviceId(project, service.name);
        const granted = [
          ...grantedBy(service.configs, configs, directory, 'config'),
          ...grantedBy(service.secrets, secrets, directory, 'secret'),
          ...grantedBy(service.build?.secrets ?? [], secrets, directory, 'secret'),
          ...builtFrom(service, directory),
        ];
        return [id, { id, project, directory, service, store, granted }] as const;
      });
    }),
  );
}

/** Folders of the host that a build takes its files from: what is in them may be in the image. */
function builtFrom({ build }: Service, directory: string): readonly Mounted[] {
  const contexts =
    build === null ? [] : [...(build.context === null ? [] : [build.context]), ...build.contexts.values()];
  return contexts
    .filter(({ value }) => isAbsolute(value))
    .map(({ value, at }) => ({
      store: bindStore(directory, value),
      readOnly: true,
      target: '/',
      at,
      isLayer: false,
      granted: 'build',
    }));
}

/** Folders that configs and secrets are in unless the service says otherwise. */
const GRANTED_IN = { config: '/', secret: '/run/secrets/' } as const;

function grantedBy(
  grants: readonly Grant[],
  declared: ReadonlyMap<string, FileObject>,
  directory: string,
  granted: keyof typeof GRANTED_IN,
): readonly Mounted[] {
  return grants.flatMap(({ source, target, at }) => {
    const file = declared.get(source)?.file?.value;
    if (file === undefined) return [];
    const place = target ?? `${GRANTED_IN[granted]}${source}`;
    return [{ store: bindStore(directory, file), readOnly: true, target: place, at, isLayer: false, granted }];
  });
}

/** Mounts of each service. Services whose volumes others take come first, so that each is looked at once. */
function all(
  services: ReadonlyMap<NodeId, MountingService>,
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
      if (placed !== undefined && !found.has(id)) found.set(id, mountsIn(placed, taken, found));
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

function takenBy({ project, service }: MountingService, containers: ReadonlyMap<string, NodeId>): readonly Taken[] {
  return service.volumesFrom.flatMap(({ kind, source, readOnly, at }) => {
    const from = kind === 'service' ? serviceId(project, source) : containers.get(source);
    return from === undefined ? [] : [{ from, readOnly, at }];
  });
}

/** Mounts of a container, its own first. At one place there is one: its own before one that it takes from another, a later one before an earlier. */
function mountsIn(
  { service, store }: MountingService,
  taken: readonly Taken[],
  found: ReadonlyMap<NodeId, readonly Mounted[]>,
): readonly Mounted[] {
  const own = new Map<string, Mounted>();
  for (const mount of service.mounts) {
    const mounted = store(mount);
    if (mounted === null) continue;
    const { readOnly, target, at } = mount;
    own.set(normalized(target), { store: mounted, readOnly: readOnly || mounted.readOnly, target, at, ...PLAIN });
  }
  const others = new Map<string, Mounted>();
  for (const { from, readOnly, at } of taken) {
    for (const mount of found.get(from) ?? [])
      others.set(normalized(mount.target), { ...mount, readOnly: readOnly || mount.readOnly, at });
  }
  return [...own.values(), ...[...others].flatMap(([target, mount]) => (own.has(target) ? [] : [mount]))];
}

/** A mount of the service's own. */
const PLAIN = { isLayer: false, granted: null } as const;

/** What `mounted` shows: itself, and the paths of the host that it lays on one another. */
export function shownBy(mounted: Mounted): readonly Mounted[] {
  const layers = mounted.store.layers.map(({ path, readOnly }) => ({
    ...mounted,
    store: bindStore('/', path),
    readOnly: readOnly || mounted.readOnly,
    isLayer: true,
  }));
  return [mounted, ...layers];
}
