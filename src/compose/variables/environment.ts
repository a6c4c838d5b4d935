import { discoveredFrom } from '../discover.ts';
import { parseDotenv } from './dotenv/dotenv.ts';
import { folderOf, resolved, shownPath } from '../path.ts';
import { type Reading, readText, startOf } from '../reading.ts';
import type { SourceLocation } from '../source.ts';
import type { LoadOptions } from '../options.ts';
import { type SampleValue, type SampleValues, sampleValuesOf } from './sample-values.ts';

/** How a command line, its environment and `.env` files say what to load. https://docs.docker.com/compose/how-tos/environment-variables/envvars/ */
export interface ComposeCall {
  /** Absolute paths of the Compose files, in the order they merge. */
  readonly files: readonly string[];
  /** The project directory, absolute. */
  readonly directory: string;
  /** What interpolation sees. */
  readonly environment: ReadonlyMap<string, string>;
  /** What samples of env files that are not there say of what is not in `environment`. */
  readonly samples: SampleValues;
  /** Profiles that are active; `null`: each may be. */
  readonly profiles: readonly string[] | null;
}

/** Works out the call. Nothing is reported twice: the `.env` of the calling folder and that of the project may be the same file. */
export function callOf(options: LoadOptions, reading: Reading): ComposeCall {
  const { workingDirectory } = options;
  const environment = new Map(options.environment);
  const setDirectory = options.projectDirectory === null ? null : resolved(workingDirectory, options.projectDirectory);
  const explicit = options.files?.map((file) => resolved(workingDirectory, file)) ?? null;
  const directoryOf = (files: readonly string[] | null): string =>
    setDirectory ?? (files?.[0] === undefined ? workingDirectory : folderOf(files[0]));

  const envFiles = options.envFiles ?? listOf(environment.get('COMPOSE_ENV_FILES'), ',');
  const read = new Set<string>();
  const samples = new Map<string, SampleValue>();
  const addEnv = (directory: string, isFirst: boolean): void => {
    const files =
      envFiles === null
        ? defaultEnvFile(reading, environment, directory)
        : envFiles.map((file) => resolved(workingDirectory, file));
    const found = new Map<string, string>();
    for (const file of files.filter((one) => !read.has(one))) {
      const sampled = reading.tree.kind(file) === 'file' ? null : sampleValuesOf(file, environment, reading);
      if (sampled === null) addEnvFile(reading, file, startOf(reading, file), environment, found);
      else for (const [name, value] of sampled) samples.set(name, value);
    }
    for (const file of files) read.add(file);
    // Where the first default file forbids itself, only what it tells Compose counts.
    const isForbidden = isFirst && envFiles === null && isDisabling(found.get('COMPOSE_DISABLE_ENV_FILE'));
    for (const [name, value] of found)
      if (!environment.has(name) && (!isForbidden || name.startsWith('COMPOSE_'))) environment.set(name, value);
  };

  addEnv(directoryOf(explicit), true);
  const separator = environment.get('COMPOSE_PATH_SEPARATOR') || ':';
  // An empty name is the folder itself, which cannot be read: Compose says so, too.
  const named = explicit ?? environment.get('COMPOSE_FILE')?.split(separator) ?? null;
  const files =
    named === null
      ? discoveredFrom(reading.tree, setDirectory ?? workingDirectory)
      : named.map((file) => resolved(workingDirectory, file));
  const directory = directoryOf(files.length > 0 ? files : null);
  addEnv(directory, false);
  if (!environment.has('PWD')) environment.set('PWD', workingDirectory);
  // Not set, it names the profile `""`, as Compose splits it.
  const stated = (environment.get('COMPOSE_PROFILES') ?? '').split(',').map((profile) => profile.trim());
  const profiles = options.profiles ?? (options.purpose === 'analysis' ? null : stated);
  return { files, directory, environment, samples, profiles };
}

function listOf(value: string | undefined, separator: string): readonly string[] | null {
  return value === undefined || value === '' ? null : value.split(separator).filter((part) => part !== '');
}

function defaultEnvFile(
  reading: Reading,
  environment: ReadonlyMap<string, string>,
  directory: string,
): readonly string[] {
  if (isDisabling(environment.get('COMPOSE_DISABLE_ENV_FILE'))) return [];
  const file = resolved(directory, '.env');
  return reading.tree.kind(file) === 'file' || sampleValuesOf(file, environment, reading) !== null ? [file] : [];
}

function isDisabling(value: string | undefined): boolean {
  return /^(1|t|true|y|yes|on)$/i.test(value ?? '');
}

/** Adds the variables of an env file that the place `from` asks for: later files win among themselves, and see what earlier ones and the environment say. */
export function addEnvFile(
  reading: Reading,
  file: string,
  from: SourceLocation,
  environment: ReadonlyMap<string, string>,
  found: Map<string, string>,
): void {
  const text = readText(reading, file, from, 'env file');
  if (text === null) return;
  const { values, diagnostics } = parseDotenv(
    text,
    shownPath(file, reading.tree.root),
    (name) => environment.get(name) ?? found.get(name),
    reading.behaviour,
  );
  reading.problems.push(...diagnostics);
  reading.envFiles.set(file, values);
  for (const [name, { value }] of values) found.set(name, value);
}
