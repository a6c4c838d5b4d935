import { checkAttributes } from '../checks/attributes.ts';
import { withDefaults } from './defaults.ts';
import { withFile } from '../merge/file.ts';
import { withAbsolutePaths } from '../canonical/relative-paths.ts';
import type { Scope, WantedFile } from '../merge/scope.ts';
import type { MapNode } from '../yaml/tree.ts';
import { withShellValues } from '../variables/shell-values.ts';
import { addOnce } from '../diagnostics.ts';

/** The files laid on one another, in long form, with absolute paths; `null` where none of them could be read. */
export function modelOf(files: readonly WantedFile[], scope: Scope): MapNode | null {
  let model: MapNode | null = null;
  for (const { path, at } of files) model = withFile(model, path, scope, at, modelOf);
  if (model === null) return null;
  const filled = withDefaults(model);
  addOnce(scope.reading.problems, checkAttributes(filled));
  return withShellValues(withAbsolutePaths(filled, scope.directory, scope.reading), scope.environment);
}
