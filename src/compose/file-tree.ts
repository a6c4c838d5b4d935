/**
 * The one door to the outside: the files of one revision. Disk, a git commit, the GitHub API and a record of strings implement it.
 * Paths are absolute POSIX paths (`/repo/compose.yaml`; on Windows `/C:/repo/compose.yaml`), already normalised.
 */
export interface FileTree {
  /** Absolute path of the folder that diagnostics and reports write paths relative to. */
  readonly root: string;
  /** What is at `path`. Links are followed; what lies outside the tree of a review is `refused`. Never throws. */
  read(path: string): FileRead;
  /** Kind of what is at `path`, without reading it. */
  kind(path: string): 'file' | 'directory' | 'missing';
  /** Names what is stored at `path`, a link unfollowed: where it is equal in two trees, so is that; `null`: not known without reading it. */
  id(path: string): string | null;
  /** Names what `path` leads to, and every link on the way: where it is equal in two trees, reading gives the same in both; `null`: not known yet. */
  trail(path: string): string | null;
  /** Every file below `folder` (the root, or a folder in it), sorted. On a disk without `.git` and `node_modules`; a commit lists what it holds. */
  list(folder: string): readonly string[];
  /** What the listings so far had to leave out: sentences without a full stop, sorted; empty: nothing. */
  notListed(): readonly string[];
}

export type FileRead =
  /** `mark`: the byte order mark before the text, where the file has one. */
  | { readonly kind: 'file'; readonly text: string; readonly mark?: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  /** There is something, but it is not read: `reason` ends the sentence "… is not read: ". `utf16`: the units of its text, where it is in UTF-16. */
  | { readonly kind: 'refused'; readonly reason: string; readonly utf16?: string }
  /** Not fetched yet: the caller loads again once the tree has it. Treated like `missing` meanwhile. */
  | { readonly kind: 'pending' };

/** `read`, of a file that is read as YAML: Compose takes UTF-16 there, and nowhere else. */
export function asYaml(read: FileRead): FileRead {
  return read.kind === 'refused' && read.utf16 !== undefined ? { kind: 'file', text: read.utf16 } : read;
}

/** Why a file cannot be read, in words that follow a colon. */
export function whyUnread(read: Exclude<FileRead, { readonly kind: 'file' }>): string {
  if (read.kind === 'refused') return read.reason;
  return read.kind === 'missing' ? 'there is no such file' : `it is a ${read.kind}`;
}

/** Whether reading gave the same twice: one text, or one reason why there is none. */
export function isSameRead(a: FileRead, b: FileRead): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A file larger than this (bytes) is refused: no real Compose file comes near it. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;
