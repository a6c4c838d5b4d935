import { hostPath } from '../../engines/host/host-path.ts';
import { isAbsolute, normalized, resolved } from '../../compose/path.ts';
import type { Volume } from '../../compose/project.ts';
import { bindId, type NodeId, volumeId } from '../node-id.ts';
import { type Layer, localVolume } from './local-volume.ts';
import type { RealNames } from './real/names.ts';

/** Where mounted data lies: a volume by its real name, or a path of the host. */
export interface MountedStore {
  readonly id: NodeId;
  readonly kind: 'volume' | 'bind';
  readonly name: string;
  /** Services that mount it can only read it. */
  readonly readOnly: boolean;
  /** What lies at `name` is the file system on that device. */
  readonly isDevice: boolean;
  /** Paths of the host that a volume shows on one another. */
  readonly layers: readonly Layer[];
}

/** A volume of the `local` driver may be a path of the host by another name, or the same share of another machine as another volume. */
export function storeOf(volume: Volume, directory: string, names: RealNames | undefined): MountedStore {
  const { name } = volume;
  const local = localVolume(volume);
  const own: MountedStore = {
    id: names?.volumes.get(volume.key) ?? volumeId(name),
    kind: 'volume',
    name,
    readOnly: false,
    isDevice: false,
    layers: [],
  };
  switch (local.kind) {
    case 'path':
      return { ...bindStore(directory, local.path), readOnly: local.readOnly };
    case 'device': {
      // `rpool/ROOT` is no path.
      const onDisk = isAbsolute(local.path) ? bindStore(directory, local.path) : { ...own, name: local.path };
      return { ...onDisk, kind: 'bind', readOnly: local.readOnly, isDevice: true };
    }
    case 'layers':
      return { ...own, layers: local.layers.map(({ path, readOnly }) => ({ path: hostPath(path), readOnly })) };
    case 'share':
      return { ...own, id: volumeId(local.share) };
    case 'own':
    case 'memory':
    case 'foreign':
      return own;
  }
}

/** `path` as a file in `directory` has it. Below `~` where the home directory is not known. */
export function bindStore(directory: string, path: string): MountedStore {
  const name = path.startsWith('~') ? normalized(path) : hostPath(resolved(directory, path));
  return { id: bindId(name), kind: 'bind', name, readOnly: false, isDevice: false, layers: [] };
}
