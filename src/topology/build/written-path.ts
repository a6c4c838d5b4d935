import { isBelow } from '../../compose/path.ts';

/**
 * A host path as a Compose file in `directory` would name it: relative where it lies in that folder or in one above it, other than
 * the root. So two checkouts of one repository name it alike.
 */
export function writtenFrom(directory: string, path: string): string {
  if (isBelow(path, directory)) return path === directory ? '.' : `./${path.slice(directory.length + 1)}`;
  let up = '..';
  for (let folder = above(directory); folder !== '/'; folder = above(folder)) {
    if (path === folder) return up;
    if (isBelow(path, folder)) return `${up}/${path.slice(folder.length + 1)}`;
    up += '/..';
  }
  return path;
}

function above(folder: string): string {
  return folder.slice(0, folder.lastIndexOf('/')) || '/';
}
