import { EVERYWHERE } from '../../compose/source.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { shownPath } from '../../compose/path.ts';
import { changedUnread, type Watched } from '../watched.ts';

/** What was not searched for projects, so that it is never taken for empty. */
export function notSearched(tree: FileTree, severity: Diagnostic['severity']): readonly Diagnostic[] {
  const at = EVERYWHERE;
  return tree.notListed().map((gap) => ({ code: 'files-not-searched', severity, message: `${gap}.`, at }));
}

/**
 * What the change alters where it is not read, so that two equal refusals are never taken for no change. Nothing where `said`, what was found
 * in the head, holds an error: who asked for the file has mostly said it, at the line that names it.
 */
export function unreadChanges(base: Watched, head: Watched, said: readonly Diagnostic[]): readonly Diagnostic[] {
  if (said.some(({ severity }) => severity === 'error')) return [];
  return changedUnread(base, head).map((path) => {
    const file = shownPath(path, head.tree.root);
    const read = head.tree.read(path);
    const message = `${file} is not what it was, and is not read: ${read.kind === 'refused' ? read.reason : read.kind}.`;
    return { code: 'change-not-read', severity: 'error', message, at: { file, line: 1, column: 1 } };
  });
}
