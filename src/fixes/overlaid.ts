import type { FileTree } from '../compose/file-tree.ts';
import { resolved } from '../compose/path.ts';
import type { ChangedFile } from './apply.ts';

/** `tree` with files as they are after edits. */
export function overlaid(tree: FileTree, files: readonly ChangedFile[]): FileTree {
  const texts = new Map(files.map(({ name, after }) => [resolved(tree.root, name), after]));
  return {
    ...tree,
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? tree.read(path) : { kind: 'file', text };
    },
  };
}
