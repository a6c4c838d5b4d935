import type { FileTree } from '../compose/file-tree.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';

/** What was not searched for projects, so that it is never taken for empty. */
export function gapsOf(tree: FileTree, severity: Diagnostic['severity']): readonly Diagnostic[] {
  const at = { file: '.', line: 1, column: 1 };
  return tree.gaps().map((gap) => ({ code: 'files-not-searched', severity, message: `${gap}.`, at }));
}
