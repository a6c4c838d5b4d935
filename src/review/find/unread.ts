import { namedAs } from '../../compose/compose-file.ts';
import { type Diagnostic, error, warning } from '../../compose/diagnostics.ts';
import { asYaml, type FileTree } from '../../compose/file-tree.ts';
import { shownPath } from '../../compose/path.ts';
import { code } from '../../words/words.ts';

/** Files that GitHub reads, and what changes in them is said elsewhere. */
const GITHUBS_OWN = /\/\.github\//;

/**
 * Files among `changed` that may be Compose files and are not read, so that nobody can say that they are none. What was no better in `other`, and
 * has no name of a Compose file, is a warning: a lock file that is too large is so in every change.
 */
export function unreadAmong(changed: readonly string[], tree: FileTree, other: FileTree | null): readonly Diagnostic[] {
  return changed.flatMap((path) => {
    const read = asYaml(tree.read(path));
    if (read.kind !== 'refused' || !/\.ya?ml$/i.test(path) || GITHUBS_OWN.test(path)) return [];
    const file = shownPath(path, tree.root);
    const tell = namedAs(path) === 'other' && other?.read(path).kind === 'refused' ? warning : error;
    const message = `${code(file)} is changed and not looked at: ${read.reason}. If it is no Compose file, name it under \`ignore\` in the policy.`;
    return [tell('change-not-read', { file, line: 1, column: 1 }, message)];
  });
}
