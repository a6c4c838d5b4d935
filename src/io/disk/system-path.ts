import { posix, win32 } from 'node:path';

/** A path of this machine as a tree writes it: absolute, POSIX, `C:\repo` as `/C:/repo`. */
export function treePath(path: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return posix.resolve(path);
  const absolute = win32.resolve(path).replaceAll('\\', '/');
  const whole = /^[A-Za-z]:/.test(absolute) ? `/${absolute}` : absolute;
  return whole.length > 4 ? whole.replace(/(?<!\/)\/+$/, '') : whole;
}

/** The way back: `/C:/repo` as `C:/repo`, which Windows understands. */
export function systemPath(path: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return path;
  return /^\/[A-Za-z]:$/.test(path) ? `${path.slice(1)}/` : path.replace(/^\/(?=[A-Za-z]:\/)/, '');
}
