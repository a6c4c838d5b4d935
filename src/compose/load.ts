import { nothingWritten } from './as-written.ts';
import type { Diagnostic } from './diagnostic.ts';
import { error } from './diagnostics.ts';
import { callOf } from './environment.ts';
import type { FileTree } from './file-tree.ts';
import { finished } from './finish.ts';
import { modelOf } from './model.ts';
import { projectName } from './project-name.ts';
import type { Project } from './project.ts';
import { startOf, type Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import { compareLocations, compareText } from './source.ts';

/** What a call of `docker compose` may say of the project that it loads; `null`: not given. */
export interface CallOptions {
  /** `-f`, relative to `workingDirectory`; `null`: discovered as `docker compose` does. */
  readonly files: readonly string[] | null;
  /** `--profile`; `null`: `COMPOSE_PROFILES`. `['*']` enables all. */
  readonly profiles: readonly string[] | null;
  /** `--env-file`, relative to `workingDirectory`; `null`: `.env` of the project directory. */
  readonly envFiles: readonly string[] | null;
  /** `-p`. */
  readonly projectName: string | null;
  readonly projectDirectory: string | null;
  /** The process environment, or in a review the policy's sample values. Beats `.env`. */
  readonly environment: ReadonlyMap<string, string>;
  /** What `~` stands for; `null`: unknown, `~` stays. */
  readonly home: string | null;
}

/** A call without options and variables. */
export const NO_OPTIONS: CallOptions = {
  files: null,
  profiles: null,
  envFiles: null,
  projectName: null,
  projectDirectory: null,
  environment: new Map(),
  home: null,
};

export interface LoadOptions extends CallOptions {
  readonly tree: FileTree;
  /** Absolute folder that the command is called in or for: files are discovered from here. */
  readonly workingDirectory: string;
  /** A file named by `env_file` that does not exist: Compose refuses the project; an analysis may go on without its values. */
  readonly missingEnvFile: 'error' | 'warning';
}

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
      : finished(model, { name, call: { ...call, environment }, reading, missingEnvFile: options.missingEnvFile });
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
