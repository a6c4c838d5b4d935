import type { FileRead, FileTree } from '../../compose/file-tree.ts';
import { bytesFrom } from './bytes.ts';
import { textOf } from '../text.ts';

const STANDARD_INPUT = 0;

/** `tree` with what comes in on standard input as the file at `path`, read once when it is asked for. */
export function withStandardInput(tree: FileTree, path: string): FileTree {
  let input: FileRead | null = null;
  return {
    ...tree,
    read: (asked) => (asked === path ? (input ??= readInput()) : tree.read(asked)),
    kind: (asked) => (asked === path ? 'file' : tree.kind(asked)),
  };
}

function readInput(): FileRead {
  try {
    return textOf(bytesFrom(STANDARD_INPUT));
  } catch (error) {
    return {
      kind: 'refused',
      reason: `standard input cannot be read (${error instanceof Error ? error.message : ''})`,
    };
  }
}
