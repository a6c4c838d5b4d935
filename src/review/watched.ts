import { asYaml, type FileTree } from '../compose/file-tree.ts';

/** A tree, and the paths that were asked of it. */
export interface Watched {
  readonly tree: FileTree;
  readonly asked: ReadonlySet<string>;
}

export function watched(tree: FileTree): Watched {
  const asked = new Set<string>();
  const noted = (path: string) => {
    asked.add(path);
    return path;
  };
  return {
    asked,
    tree: {
      root: tree.root,
      read: (path) => tree.read(noted(path)),
      kind: (path) => tree.kind(noted(path)),
      id: (path) => tree.id(path),
      trail: (path) => tree.trail(path),
      list: (folder) => tree.list(folder),
      notListed: () => tree.notListed(),
    },
  };
}

/**
 * Whether a change may touch the result: something that the analysis of either side asked for differs between them, or was not read or listed,
 * so that nothing is known of what hangs on it.
 */
export function touches(base: Watched, head: Watched): boolean {
  const trees = [base.tree, head.tree];
  return (
    trees.some((tree) => tree.notListed().length > 0) ||
    askedOf(base, head).some(
      (path) => trees.some((tree) => isRefused(tree, path)) || !isSameAt(path, base.tree, head.tree),
    )
  );
}

/** Paths that were asked for, differ and are not read in the head: what the change does there is not known. */
export function changedUnread(base: Watched, head: Watched): readonly string[] {
  return askedOf(base, head).filter((path) => isRefused(head.tree, path) && !isSameAt(path, base.tree, head.tree));
}

function askedOf(base: Watched, head: Watched): readonly string[] {
  return [...new Set([...base.asked, ...head.asked])].sort();
}

function isRefused(tree: FileTree, path: string): boolean {
  const read = tree.read(path);
  return (YAML.test(path) ? asYaml(read) : read).kind === 'refused';
}

/** What has another ending may have been asked for as something else. */
const YAML = /\.ya?ml$/i;

/** Compares what is stored where that is known: two refusals in the same words are not the same content. */
export function isSameAt(path: string, base: FileTree, head: FileTree): boolean {
  const [before, after] = [base.trail(path), head.trail(path)];
  if (before !== null && after !== null) return before === after && base.kind(path) === head.kind(path);
  if (isRefused(base, path) || isRefused(head, path)) return false;
  return JSON.stringify([base.kind(path), base.read(path)]) === JSON.stringify([head.kind(path), head.read(path)]);
}
