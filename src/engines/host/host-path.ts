import { normalized } from '../../compose/path.ts';

/**
 * `path`, absolute and normalised, without the detours by which the host's files have other names: `/proc/1/root` is `/`, and so is where
 * the engine or the first process works; `/private` and `/host_mnt` are the same of desktops.
 */
export function hostPath(path: string): string {
  let shortest = path;
  for (let found = DETOUR.exec(shortest); found !== null; found = DETOUR.exec(shortest)) {
    shortest = normalized(`/${shortest.slice(found[0].length)}`);
  }
  return shortest;
}

/** A process may work, or have its root, in any folder; who names one by number means the host's. */
const DETOUR =
  /^(\/proc\/(self|thread-self|\d+)(\/task\/\d+)?\/(root|cwd)(?=\/|$)|\/host_mnt(?=\/|$)|\/private(?=\/(etc|var|tmp)(\/|$)))/;
