import { isBelow } from '../../compose/path.ts';
import type { Mounted, Mounts } from './mounts.ts';
import type { HostMount } from '../topology.ts';

/** Bind mounts, volumes that are bind mounts by another name, those taken by `volumes_from`, and files of configs and secrets. */
export function hostMountsOf(mounts: Mounts | undefined): readonly HostMount[] {
  if (mounts === undefined) return [];
  const { directory, mounts: seen, granted } = mounts;
  return [
    ...seen.flatMap((mounted) => hostMount(mounted, directory, false)),
    ...granted.flatMap((mounted) => hostMount(mounted, directory, true)),
  ];
}

function hostMount(
  { store, target, readOnly, at }: Mounted,
  directory: string,
  isGranted: boolean,
): readonly HostMount[] {
  const { kind, name: path } = store;
  return kind === 'bind' ? [{ path, target, readOnly, at, isOwn: isBelow(path, directory), isGranted }] : [];
}
