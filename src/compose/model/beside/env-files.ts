import type { FileTree } from '../../file-tree.ts';
import { folderOf, resolved, shownPath } from '../../path.ts';
import type { EnvFile } from '../../project.ts';
import type { Reading } from '../../reading.ts';
import { compareText } from '../../source.ts';

/** The env files that were read, in the order of their paths. */
export function envFilesOf({ tree, envFiles }: Reading): readonly EnvFile[] {
  return [...envFiles]
    .map(([path, settings]) => ({ file: shownPath(path, tree.root), isIgnored: isIgnored(tree, path), settings }))
    .sort((a, b) => compareText(a.file, b.file));
}

/** Whether a `.gitignore` in its folder or above keeps the file at `path` out of the repository. https://git-scm.com/docs/gitignore */
export function isIgnored(tree: FileTree, path: string): boolean {
  let folder = folderOf(path);
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const verdict = verdictOf(tree, folder, path);
    if (verdict !== null) return verdict;
    const above = folderOf(folder);
    if (above === folder || tree.kind(resolved(folder, '.git')) !== 'missing') return false;
    folder = above;
  }
  return false;
}

/** So many folders are looked at, and so many lines of one file. */
const DEEPEST = 20;
const MOST_LINES = 2000;

/** What the `.gitignore` of `folder` says: the last line that fits counts. `null`: nothing. */
function verdictOf(tree: FileTree, folder: string, path: string): boolean | null {
  const file = resolved(folder, '.gitignore');
  const found = tree.kind(file) === 'file' ? tree.read(file) : null;
  if (found?.kind !== 'file') return null;
  const below = path.slice(folder === '/' ? 1 : folder.length + 1);
  const line = found.text
    .split('\n', MOST_LINES)
    .map((written) => written.trim())
    .findLast((written) => written !== '' && !written.startsWith('#') && fits(written.replace(/^!/, ''), below));
  return line === undefined ? null : !line.startsWith('!');
}

/** Whether a pattern names the file, or a folder that it is in. `below`: the path from the folder of the pattern. */
function fits(pattern: string, below: string): boolean {
  if (pattern.length > 200) return false;
  const bare = withoutEnd(pattern);
  const parts = (bare.startsWith('/') ? bare.slice(1) : bare)
    .split('/')
    .filter((part, index) => part !== '**' || index === 0);
  const steps = below.split('/');
  const isAnywhere = !bare.includes('/') || parts[0] === '**';
  const named = parts[0] === '**' ? parts.slice(1) : parts;
  const starts = isAnywhere ? steps.map((_, index) => index) : [0];
  return starts.some((start) => leads(named, steps.slice(start), pattern.endsWith('/')));
}

/** A pattern without the slash that says that it names a folder. */
function withoutEnd(pattern: string): string {
  const text = pattern.endsWith('/**') ? pattern.slice(0, -3) : pattern;
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

/** Whether `parts` name the first of `steps`; `isFolder`: and something is in it. */
function leads(parts: readonly string[], steps: readonly string[], isFolder: boolean): boolean {
  if (steps.length < parts.length + (isFolder ? 1 : 0)) return false;
  return parts.every((part, index) => isLike(part, steps[index] ?? ''));
}

/** Whether a name fits a pattern with `*`, `?` and `[…]`. */
function isLike(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.replace(/\[[^\]]{1,20}\]/g, '?').split('*');
  if (others.length === 0) return first.length === name.length && begins(name, first, 0);
  if (!begins(name, first, 0)) return false;
  let at = first.length;
  for (const [index, piece] of others.entries()) {
    const from = index === others.length - 1 ? name.length - piece.length : placeOf(name, piece, at);
    if (from < at || !begins(name, piece, from)) return false;
    at = from + piece.length;
  }
  return true;
}

function placeOf(name: string, piece: string, from: number): number {
  for (let at = from; at + piece.length <= name.length; at += 1) if (begins(name, piece, at)) return at;
  return -1;
}

function begins(name: string, piece: string, at: number): boolean {
  const signs = [...piece];
  return (
    at >= 0 &&
    at + piece.length <= name.length &&
    signs.every((sign, index) => sign === '?' || name[at + index] === sign)
  );
}
