import { defaultFilesIn } from '../../compose/discover.ts';
import { nameOf, resolved, shownPath } from '../../compose/path.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ReviewSide } from '../input.ts';
import type { ResolvedCall } from './calls.ts';
import type { FileChanges } from './changes.ts';
import { filesKey, loadedWay, type SearchedSide } from './loaded.ts';
import { type FoundProject, setAside } from './project.ts';

/** Projects that calls in the files of the repository load, but for those that load what Compose takes without being told. */
export function calledProjects(
  side: SearchedSide,
  policy: Policy,
  calls: readonly ResolvedCall[],
  changes: FileChanges,
): readonly FoundProject[] {
  return calls
    .filter((call) => !isDefault(call, side))
    .map((call) => {
      const { directory, files, envFiles, projectName, projectDirectory, at } = call;
      const found = loadedWay(side, policy, {
        folder: directory,
        key: filesKey(side, files, envFiles),
        origin: { kind: 'call', at, label: labelOf(call, side) },
        options: { files, envFiles: envFiles.length === 0 ? null : envFiles, projectName, projectDirectory },
      });
      const own = files.filter((file) => !defaultFilesIn(side.tree, directory).includes(file));
      return changes.touches([...own, ...envFiles, resolved(side.tree.root, at.file)]) ? found : setAside(found);
    });
}

function isDefault({ directory, files, envFiles }: ResolvedCall, { tree }: ReviewSide): boolean {
  const usual = defaultFilesIn(tree, directory);
  return envFiles.length === 0 && files.length === usual.length && files.every((file, index) => file === usual[index]);
}

/** The files that are not of default names, or all. */
function labelOf({ directory, files, envFiles }: ResolvedCall, { tree }: ReviewSide): string {
  const usual = new Set(defaultFilesIn(tree, directory));
  const special = [...files.filter((file) => !usual.has(file)), ...envFiles];
  const shown = special.length === 0 ? files : special;
  return shown.map((file) => (shown.length > 2 ? nameOf(file) : shownPath(file, tree.root))).join(', ');
}
