import type { FileTree } from '../compose/file-tree.ts';

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
      list: (folder) => tree.list(folder),
      gaps: () => tree.gaps(),
    },
  };
}

/** Whether anything that the analysis of either side asked for differs between them: if not, the change cannot touch the result. */
export function touches(base: Watched, head: Watched): boolean {
  return [...base.asked, ...head.asked].some((path) => {
    const [before, after] = [base.tree, head.tree].map((tree) => JSON.stringify([tree.kind(path), tree.read(path)]));
    return before !== after;
  });
}
