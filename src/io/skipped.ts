/** Folders that are not searched on a disk. */
export function isSkipped(name: string): boolean {
  return isBelowSkipped(name);
}

/** Whether a relative path lies in such a folder. */
export function isBelowSkipped(path: string): boolean {
  return /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/.test(path);
}
