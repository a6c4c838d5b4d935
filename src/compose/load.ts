import { sampleWarnings } from './variables/sample-values.ts';
import { unsetWarnings } from './variables/unset.ts';
import { namesIn, withoutHeld } from './variables/held.ts';
import { nothingWritten } from './yaml/as-written.ts';
import { type Diagnostic, error } from './diagnostics.ts';
import { callOf } from './variables/environment.ts';
import { finished } from './model/finish.ts';
import { modelOf } from './model/model.ts';
import { projectName } from './project-name.ts';
import type { Project } from './project.ts';
import { type LoadedBefore, type Reading, startOf } from './reading.ts';
import type { Scope } from './merge/scope.ts';
import { compareLocations, compareText, placeKey } from './source.ts';
import type { LoadOptions } from './options.ts';
import { idleResets } from './merge/idle-resets.ts';
import { behaviourOf } from './versions/behaviour.ts';
import { differencesOf } from './version-differences.ts';
import { COMPOSE_VERSIONS, type ComposeVersionName, isComposeVersion, NEWEST } from './versions/versions.ts';
import type { ComposeVersion } from './versions/version.ts';
import type { Parsed } from './yaml/parse.ts';
import type { MapNode } from './yaml/tree.ts';

export interface LoadResult {
  /** Best effort: also there beside errors where enough is understood to draw it. `null`: nothing to show. */
  readonly project: Project | null;
  /** All of them, sorted by place. Compose accepts the project when none is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** So many values have this and those that were loaded before more than once. */
  readonly repeated: number;
  /** The Compose files that it is made of, by absolute path. */
  readonly files: ReadonlySet<string>;
}

const NOTHING_BEFORE: LoadedBefore = { repeated: 0, files: new Set(), shared: new Map() };

/**
 * Loads one project exactly as `docker compose config` does. Pure: reads only through `options.tree`. Never throws for any input.
 * Where no version of Compose is pinned, the newest one's reading counts, and a warning says where another reads the files differently.
 * `before`: what the projects have that were loaded before in the same search.
 */
export function load(options: LoadOptions, before: LoadedBefore = NOTHING_BEFORE): LoadResult {
  const texts = new Map<string, Parsed>();
  const asked = new Set<keyof ComposeVersion>();
  const { model, ...result } = loadedAs(options.composeVersion ?? NEWEST, options, before, texts, asked);
  if (options.composeVersion !== null || asked.size === 0) return result;
  const readings = OTHERS.map((version) => ({
    version,
    ...loadedAs(version, options, before, texts, new Set()),
  }));
  const differences = readings.flatMap((other) => differencesOf({ version: NEWEST, model, ...result }, other));
  return { ...result, diagnostics: sorted([...result.diagnostics, ...differences]) };
}

const OTHERS = Object.keys(COMPOSE_VERSIONS)
  .filter(isComposeVersion)
  .filter((version) => version !== NEWEST);

interface Loaded extends LoadResult {
  /** What is printed of, whatever the version at hand prints. */
  readonly model: MapNode | null;
}

function loadedAs(
  version: ComposeVersionName,
  options: LoadOptions,
  before: LoadedBefore,
  texts: Map<string, Parsed>,
  asked: Set<keyof ComposeVersion>,
): Loaded {
  const { tree, home, purpose, samples } = options;
  const reading: Reading = {
    tree,
    home,
    purpose,
    samples,
    texts,
    problems: [],
    parsed: new Map(),
    written: nothingWritten(),
    stoodIn: new Set(),
    unset: new Map(),
    emptied: new Set(),
    envFiles: new Map(),
    resets: [],
    effective: new Set(),
    room: { expanded: 0, included: 0, repeated: 0, repeatedInAll: before.repeated, layers: 0 },
    taken: new Set(),
    before,
    joined: new Set(),
    behaviour: behaviourOf(version, asked),
  };
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
    samples: call.samples,
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
  const done =
    model === null
      ? null
      : finished(model, {
          name,
          call: { ...call, environment },
          reading,
          version: COMPOSE_VERSIONS[version],
          purpose: options.purpose,
        });
  reading.problems.push(...idleResets(reading), ...unsetWarnings(reading), ...sampleWarnings(reading));
  const names = done === null ? NO_NAMES : namesIn(done.project);
  const diagnostics = sorted(
    reading.problems.filter(isOwn(reading)).map((problem) => withoutHeld(problem, reading.written, names)),
  );
  return {
    project: done?.project ?? null,
    diagnostics,
    repeated: reading.room.repeatedInAll,
    files: reading.taken,
    model: done?.model ?? null,
  };
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => compareLocations(a.at, b.at) || compareText(a.message, b.message));
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Problems of the text around a variable, which no value ends. */
const OF_TEXT: ReadonlySet<string> = new Set(['yaml-syntax', 'invalid-variable', 'required-variable', 'too-long']);

/** Problems of an attribute that is missing or not known, which a mount that cannot be read has, too. */
const OF_SHAPE: ReadonlySet<string> = new Set(['missing-attribute', 'unknown-attribute', 'mount-without-target']);

/**
 * Whether a problem is one by itself: not behind a syntax error in the same file, where what is read is not what was meant, and not of what
 * stands where a value has to be given, or nothing gives one and it decides nothing.
 */
function isOwn({ problems, purpose, emptied }: Reading): (problem: Diagnostic) => boolean {
  const broken = new Map(problems.filter(({ code }) => code === 'yaml-syntax').map(({ at }) => [at.file, at]));
  const open = new Set(problems.filter(({ code }) => code === 'required-variable').map(({ at }) => placeKey(at)));
  const unread = new Set(problems.filter(({ code }) => code === 'invalid-volume').map(({ at }) => placeKey(at)));
  return ({ code, severity, at }) => {
    if (OF_SHAPE.has(code) && unread.has(placeKey(at))) return false;
    if (code !== 'required-variable' && open.has(placeKey(at))) return false;
    if (purpose === 'analysis' && severity === 'error' && !OF_TEXT.has(code) && emptied.has(placeKey(at))) return false;
    const from = broken.get(at.file);
    return from === undefined || code === 'yaml-syntax' || compareLocations(at, from) < 0;
  };
}
