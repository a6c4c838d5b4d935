import { isBelow } from '../../compose/path.ts';
import { bindId } from '../node-id.ts';
import { type MountedStore, storeOf } from './mount-store.ts';
import type { RealNames } from './real/names.ts';
import type { WorkspaceProject } from '../project.ts';

/** Where the engine keeps volumes, unless it is told otherwise. */
export const VOLUMES = '/var/lib/docker/volumes';

/** The folder of the host that holds the data of the volume with this real name. */
export function folderOfVolume(name: string): string {
  return `${VOLUMES}/${name}/_data`;
}

/** The volume that a path of the host is by another name (`/var/lib/docker/volumes/NAME/_data`), wherever the engine keeps them; or the path itself. */
export function volumeFolders(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
): (store: MountedStore) => MountedStore {
  const volumes = new Map(
    projects.flatMap(({ id, project }) =>
      [...project.volumes.values()].flatMap((volume) => {
        const store = storeOf(volume, project.directory, names.get(id));
        return store.kind === 'volume' ? [[volume.name, store] as const] : [];
      }),
    ),
  );
  return (store) => {
    const [, name = '', inside = ''] = /\/volumes\/([^/]+)\/_data(\/.*)?$/.exec(store.name) ?? [];
    const volume = volumes.get(name);
    if (volume === undefined) return store;
    const path = folderOfVolume(name) + inside;
    return inside === '' ? volume : { ...store, id: bindId(path), name: path };
  };
}

/** Whether `path` lies where the engine keeps volumes. */
export function isAmongVolumes(path: string): boolean {
  return isBelow(path, VOLUMES);
}
