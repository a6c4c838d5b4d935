import { namedAs } from '../../compose/compose-file.ts';
import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import { asYaml, type FileRead } from '../../compose/file-tree.ts';
import { shownPath } from '../../compose/path.ts';
import { EVERYWHERE } from '../../compose/source.ts';
import type { ReviewSide } from '../input.ts';

/** Files of YAML whose names say nothing and that are read for what is in them. */
export const MOST_UNNAMED = 2_000;

/** Whether files of the side lie on this machine, where reading all of them costs little. */
export function isNear({ revision }: ReviewSide): boolean {
  return revision.commit === null;
}

/** Whether there are files that a review or a revision elsewhere does not look at, unless they change: what is stated may be about them. */
export function hasUnnamed(side: ReviewSide, isReview: boolean): boolean {
  if (isNear(side) && !isReview) return false;
  const { selection, tree, repository } = side;
  return selection.paths.some((folder) => tree.list(folder).some((path) => mayHoldServices(path, repository)));
}

/** Whether the name of a file says nothing, and it may be a Compose file. */
export function mayHoldServices(path: string, repository: string): boolean {
  return /\.ya?ml$/i.test(path) && namedAs(path) === 'other' && !OTHERS.test(shownPath(path, repository));
}

/** Files of others that have `services`, too. */
const OTHERS = /(?:^|\/)(?:\.|(?:charts?|helm|k8s|kubernetes)\/)/;

/** Whether the text has the key of a Compose file, before any of it is parsed. */
export function declaresServices(read: FileRead): boolean {
  const file = asYaml(read);
  return file.kind === 'file' && file.text.length <= MOST_TEXT && /^["']?services["']?\s*:/m.test(file.text);
}

const MOST_TEXT = 256 * 1024;

/** That not all of so many files were looked at; nothing where they were. */
export function notLookedAt(count: number): readonly Diagnostic[] {
  if (count <= MOST_UNNAMED) return [];
  const message = `Of ${String(count)} YAML files whose names say nothing only the first ${String(MOST_UNNAMED)} were looked at. Name Compose files among the others under projects in the policy.`;
  return [warning('files-not-looked-at', EVERYWHERE, message)];
}
