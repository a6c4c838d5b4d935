/** POSIX path helpers. Paths of the file tree are absolute and normalised; paths in Compose files are whatever the author wrote. */

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/** The shortest equal path: no `.`, no `x/..`, no double or trailing slash; `''` becomes `.`. */
export function normalized(path: string): string {
  const absolute = isAbsolute(path);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const joined = parts.join('/');
  return absolute ? `/${joined}` : joined || '.';
}

/** `path` as seen from `folder`; an absolute `path` stays itself. */
export function resolved(folder: string, path: string): string {
  return isAbsolute(path) ? normalized(path) : normalized(`${folder}/${path}`);
}

/** The folder that holds `path`: `/` for `/a` and for `/`. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end) || '/';
}

/** The last part of `path`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is `folder` or lies below it. Both absolute and normalised. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/**
 * How places and reports write `path`: as seen from `folder`, by `..` too where both lie somewhere in the same place, so that it is the
 * same on every machine; what lies elsewhere (`/etc/app.env`) stays itself. Both absolute and normalised.
 */
export function shownPath(path: string, folder: string): string {
  if (path === folder) return '.';
  if (isBelow(path, folder)) return path.slice(folder === '/' ? 1 : folder.length + 1);
  const [to, from] = [path.split('/'), folder.split('/')];
  const common = from.findIndex((part, index) => part !== to[index]);
  const shared = common < 0 ? from.length : common;
  return shared > 1 ? [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') : path;
}

export const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i;

/** The file that is always there and always empty. */
export const NOTHING = '/dev/null';

/** Whether Compose would fetch `path` from another machine. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}
