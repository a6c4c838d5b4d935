import { nothingWritten } from './yaml/as-written.ts';
import { type Diagnostic, error } from './diagnostics.ts';
import { callOf } from './variables/environment.ts';
import { finished } from './model/finish.ts';
import { modelOf } from './model/model.ts';
import { projectName } from './project-name.ts';
import type { Project } from './project.ts';
import { type Reading, startOf } from './reading.ts';
import type { Scope } from './merge/scope.ts';
import { compareLocations, compareText } from './source.ts';
import type { LoadOptions } from './options.ts';

export interface LoadResult {
  /** Best effort: also there beside errors where enough is understood to draw it. `null`: nothing to show. */
  readonly project: Project | null;
  /** All of them, sorted by place. Compose accepts the project when none is an error. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads one project exactly as `docker compose config` does. Pure: reads only through `options.tree`. Never throws for any input. */
export function load(options: LoadOptions): LoadResult {
  const { tree, home } = options;
  const reading: Reading = { tree, home, problems: [], parsed: new Map(), written: nothingWritten() };
  const call = callOf(options, reading);
  const from = startOf(reading, call.files[0] ?? call.directory);
  if (call.files.length === 0)
    reading.problems.push(error('no-compose-file', from, `No Compose file was found in ${from.file} or above it.`));
  const name = projectName(options.projectName, call, reading, from);
  const environment = new Map(call.environment).set('COMPOSE_PROJECT_NAME', name);
  const scope: Scope = {
    reading,
    directory: call.directory,
    sources: call.directory,
    environment,
    included: [],
    extended: new Map(),
  };
  const model = modelOf(
    call.files.map((path) => ({ path, at: startOf(reading, path) })),
    scope,
  );
  const isEmpty = model === null || model.entries.size === 0;
  if (isEmpty && reading.problems.length === 0)
    reading.problems.push(error('empty-compose-file', from, 'The Compose file is empty.'));
  const project =
    model === null
      ? null
      : finished(model, { name, call: { ...call, environment }, reading, purpose: options.purpose });
  const diagnostics = reading.problems
    .filter(isOwn(reading.problems))
    .sort((a, b) => compareLocations(a.at, b.at) || compareText(a.message, b.message));
  return { project, diagnostics };
}

/** Whether a problem is one by itself: not behind a syntax error in the same file, where what is read is not what was meant. */
function isOwn(problems: readonly Diagnostic[]): (problem: Diagnostic) => boolean {
  const broken = new Map(problems.filter(({ code }) => code === 'yaml-syntax').map(({ at }) => [at.file, at]));
  return ({ code, at }) => {
    const from = broken.get(at.file);
    return from === undefined || code === 'yaml-syntax' || compareLocations(at, from) < 0;
  };
}
