import { withDefaults } from './final/defaults.ts';
import { withFile } from './model-file.ts';
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
  return model === null
    ? null
    : withShellValues(withAbsolutePaths(withDefaults(model), scope.directory, scope.reading), scope.environment);
}
