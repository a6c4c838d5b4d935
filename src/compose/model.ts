import { checkAttributes } from './attribute-checks.ts';
import { withDefaults } from './final/defaults.ts';
import { addOnce, withFile } from './model-file.ts';
import { withAbsolutePaths } from './relative-paths.ts';
import type { Scope } from './scope.ts';
import type { SourceLocation } from './source.ts';
import type { MapNode } from './tree.ts';
import { withShellValues } from './shell-values.ts';

/** A file to read, and the place that asks for it. */
export interface Wanted {
  readonly path: string;
  readonly at: SourceLocation;
}

/** The files laid on one another, in long form, with absolute paths; `null` where none of them could be read. */
export function modelOf(files: readonly Wanted[], scope: Scope): MapNode | null {
  let model: MapNode | null = null;
  for (const { path, at } of files) model = withFile(model, path, scope, at);
  if (model === null) return null;
  const filled = withDefaults(model);
  addOnce(scope.reading.problems, checkAttributes(filled));
  return withShellValues(withAbsolutePaths(filled, scope.directory, scope.reading), scope.environment);
}
