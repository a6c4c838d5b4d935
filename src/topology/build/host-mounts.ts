import { isBelow } from '../../compose/path.ts';
import { type Mounted, type Mounts, shownBy } from './mounts.ts';
import type { HostMount } from '../topology.ts';

/** Bind mounts, volumes that are bind mounts by another name, those taken by `volumes_from`, and files of configs and secrets. */
export function hostMountsOf(mounts: Mounts | undefined): readonly HostMount[] {
  if (mounts === undefined) return [];
  const { directory, mounts: seen, granted } = mounts;
  return [
    ...seen.flatMap(shownBy).flatMap((mounted) => hostMount(mounted, directory)),
    ...granted.flatMap((mounted) => hostMount(mounted, directory)),
  ];
}

function hostMount(
  { store, target, readOnly, at, isLayer, granted }: Mounted,
  directory: string,
): readonly HostMount[] {
  const { kind, name: path, isDevice } = store;
  return kind === 'bind'
    ? [{ path, target, readOnly, at, isOwn: isBelow(path, directory), granted, isDevice, isLayer }]
    : [];
}
