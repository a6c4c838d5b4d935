import { normalized, resolved } from '../../compose/path.ts';
import type { Volume } from '../../compose/project.ts';
import { bindId, type NodeId, volumeId } from '../node-id.ts';
import type { RealNames } from './real-names.ts';

/** Where mounted data lies: a volume by its real name, or a path of the host. */
export interface MountedStore {
  readonly id: NodeId;
  readonly kind: 'volume' | 'bind';
  readonly name: string;
}

/** A volume of the `local` driver with `o: bind` is a bind mount by another name; https://docs.docker.com/reference/cli/docker/volume/create/ */
export function storeOf(volume: Volume, directory: string, names: RealNames | undefined): MountedStore {
  const device = volume.driverOptions.get('device')?.value;
  const options = (volume.driverOptions.get('o')?.value ?? '').split(',').map((option) => option.trim());
  const isLocal = (volume.driver?.value ?? 'local') === 'local' && !volume.external;
  if (isLocal && device !== undefined && options.some((option) => option === 'bind' || option === 'rbind')) {
    return bindStore(directory, device);
  }
  return { id: names?.volumes.get(volume.key) ?? volumeId(volume.name), kind: 'volume', name: volume.name };
}

/** `path` as a file in `directory` has it. Below `~` where the home directory is not known. */
export function bindStore(directory: string, path: string): MountedStore {
  const name = path.startsWith('~') ? normalized(path) : resolved(directory, path);
  return { id: bindId(name), kind: 'bind', name };
}
