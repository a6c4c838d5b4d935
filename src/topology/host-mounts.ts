import { isBelow } from '../compose/path.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Mounted, Mounts } from './mounted.ts';

/** A path of the host in a container. */
export interface HostMount {
  /** Absolute and without detours, however it is written; below `~` where the home directory is not known. */
  readonly path: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly at: SourceLocation;
  /** Whether it lies in the project's own folder. */
  readonly isOwn: boolean;
  /** A file that the service is given as a config or secret: it is meant to read it. */
  readonly isGranted: boolean;
}

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
