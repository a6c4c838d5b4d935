/**
 * Compares `load` with recordings of Docker Compose: `conformance.ts DIR… [--compose-version VERSION] [--at-least FILE] [--write FILE] [--only TEXT]`.
 * Each folder holds cases: input files, `case.json` or `project.json` (how to call), `oracle.json` or `oracle.error.txt` (what came out).
 * Recordings of two versions stand beside each other: `oracle-2.40.json` is that of Compose 2.40 where it differs from the other's.
 * Without a version, each is compared as the version that it is of.
 * Ends with 1 where more disagree than FILE says (without it, where any does), with 2 where there is no case.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { configOf } from '../src/compose/config.ts';
import type { FileTree } from '../src/compose/file-tree.ts';
import { load } from '../src/compose/load.ts';
import { memoryTree } from '../src/io/memory-tree.ts';
import { type ComposeVersionName, isComposeVersion } from '../src/compose/versions/versions.ts';
import type { LoadOptions } from '../src/compose/options.ts';

/** What may differ, and why. */
const MAY_DIFFER: readonly { readonly pattern: RegExp; readonly reason: string }[] = [];

/** Warnings where Compose refuses: what only `config` cannot print, and what only some releases refuse. */
const REFUSED_ALL_THE_SAME: ReadonlySet<string> = new Set(['not-printable', 'joined-twice']);

/** Attributes that decide what can reach what. Everything else in the model is convenience. */
const TOPOLOGY: ReadonlySet<string> = new Set(
  'image build network_mode networks ports expose volumes volumes_from links external_links depends_on environment command entrypoint labels container_name hostname extra_hosts privileged cap_add cap_drop security_opt devices pid ipc uts userns_mode cgroup configs secrets deploy scale'.split(
    ' ',
  ),
);

/** Where the recorded project stands: deep enough that a path above it is never mistaken for a real one. */
const TOP = '/w/bulkhead/a/b/c/d/e';
const HOME = '/home/oracle';

interface Case {
  readonly id: string;
  readonly category: string;
  readonly folder: string;
  readonly call: Call;
  readonly version: ComposeVersionName;
  /** Files that only the newer of two versions has. */
  readonly absent: ReadonlySet<string>;
  /** Inputs too big to be stored. */
  readonly generated: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

interface Call {
  readonly workdir: string;
  readonly files: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

function versionNamed(name: string | undefined): ComposeVersionName | undefined {
  if (name === undefined || isComposeVersion(name)) return name;
  console.error(`unknown version of Compose: ${name}`);
  process.exit(2);
}

function recordedVersion({ compose }: Recorded): ComposeVersionName {
  return compose?.startsWith('5') === true ? '5' : '2.40';
}

interface Recorded extends Partial<Call> {
  readonly category?: string;
  readonly kind?: string;
  readonly compose?: string;
  readonly oracle_2_40?: { readonly absent?: readonly string[] };
  readonly generated?: Case['generated'];
}

interface Outcome {
  readonly name: string;
  readonly category: string;
  /** By Compose. */
  readonly accepted: boolean;
  /** Both accept or both refuse. */
  readonly accept: boolean;
  readonly model: boolean;
  readonly topology: boolean;
  readonly difference: string | null;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'at-least': { type: 'string' },
    write: { type: 'string' },
    only: { type: 'string' },
    'compose-version': { type: 'string' },
  },
});

const pinned = versionNamed(flags['compose-version']);
const outcomes = positionals.flatMap((folder) => casesIn(resolve(folder))).flatMap(outcomesOf);
if (outcomes.length === 0) {
  console.error(
    'usage: conformance.ts DIR… [--compose-version VERSION] [--at-least FILE] [--write FILE] [--only TEXT]',
  );
  process.exit(2);
}
process.exitCode = report(outcomes);

function casesIn(folder: string): Case[] {
  return readdirSync(folder)
    .filter((id) => flags.only === undefined || id.includes(flags.only))
    .flatMap((id): Case[] => {
      const file = ['case.json', 'project.json'].map((name) => join(folder, id, name)).find((path) => existsSync(path));
      if (file === undefined) return [];
      const call = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
      return [
        {
          id,
          category: call.category ?? call.kind ?? id.split('-')[0] ?? '',
          folder: join(folder, id),
          version: pinned ?? recordedVersion(call),
          absent: new Set(call.oracle_2_40?.absent ?? []),
          generated: call.generated ?? {},
          call: {
            workdir: call.workdir ?? '.',
            files: call.files ?? null,
            profiles: call.profiles ?? [],
            env: call.env ?? {},
            args: call.args ?? [],
          },
        },
      ];
    });
}

function outcomesOf(test: Case): Outcome[] {
  const tree = treeOf(test);
  const runs: Outcome[] = [];
  if (answersOf(test, 'json').length > 0) runs.push(compare(test, tree, 'json', {}));
  else if (answersOf(test, 'error.txt').length > 0) runs.push(compare(test, tree, null, {}));
  if (answersOf(test, 'all-profiles.json').length > 0)
    runs.push(compare(test, tree, 'all-profiles.json', { profiles: ['*'] }));
  return runs;
}

/** The recordings of one kind for the version at hand: several where Compose itself does not always say the same. */
function answersOf({ folder, version, absent }: Case, kind: string): readonly string[] {
  const newest = join(folder, `oracle.${kind}`);
  const own = join(folder, `oracle-${version}.${kind}`);
  const shared = existsSync(newest) && !(version === '2.40' && absent.has(`oracle.${kind}`)) ? [newest] : [];
  const further = readdirSync(folder)
    .filter((name) => name.startsWith(`oracle-${version}.alternative-`) && kind === 'json')
    .map((name) => join(folder, name));
  return existsSync(own) ? [own, ...further] : [...shared, ...further];
}

function compare(test: Case, tree: FileTree, kind: string | null, more: Partial<LoadOptions>): Outcome {
  const name = kind === null || kind === 'json' ? test.id : `${test.id} (${kind})`;
  const { project, diagnostics } = load({ ...optionsOf(test, tree), ...more });
  const failed = diagnostics.find(({ severity, code }) => severity === 'error' || REFUSED_ALL_THE_SAME.has(code));
  const answers = kind === null ? [] : answersOf(test, kind);
  const outcome = { name, category: test.category, accepted: kind !== null };
  if (kind === null) {
    const error = readFileSync(answersOf(test, 'error.txt')[0] ?? '', 'utf8')
      .trim()
      .replaceAll('\n', ' ');
    return {
      ...outcome,
      accept: failed !== undefined,
      model: true,
      topology: true,
      difference: failed === undefined ? `accepted, but: ${error}` : null,
    };
  }
  if (failed !== undefined || project === null) {
    return {
      ...outcome,
      accept: false,
      model: false,
      topology: false,
      difference: failed ? `${failed.at.file}:${failed.at.line}:${failed.at.column} ${failed.message}` : 'no project',
    };
  }
  const ours = configOf(project);
  const [differences = []] = answers
    .map((answer) => differencesOf(ours, undone(JSON.parse(readFileSync(answer, 'utf8')), test.id), []))
    .sort((a, b) => a.length - b.length);
  const bearing = differences.filter(({ path }) => isTopology(path));
  const first = bearing[0] ?? differences[0];
  return {
    ...outcome,
    accept: true,
    model: differences.length === 0,
    topology: bearing.length === 0,
    difference:
      first === undefined
        ? null
        : `${first.path.join('.')}: ${JSON.stringify(first.ours)?.slice(0, 150)} ≠ ${JSON.stringify(first.theirs)?.slice(0, 150)}`,
  };
}

function isTopology([kind, , attribute]: readonly string[]): boolean {
  return kind !== 'services' || attribute === undefined || TOPOLOGY.has(attribute);
}

interface Difference {
  readonly path: readonly string[];
  readonly ours: unknown;
  readonly theirs: unknown;
}

function differencesOf(ours: unknown, theirs: unknown, path: readonly string[]): Difference[] {
  if (MAY_DIFFER.some(({ pattern }) => pattern.test(path.join('.')))) return [];
  if (isRecord(ours) && isRecord(theirs)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
    return keys.flatMap((key) => {
      const [own, other] = [Object.hasOwn(ours, key), Object.hasOwn(theirs, key)];
      return own && other
        ? differencesOf(ours[key], theirs[key], [...path, key])
        : [{ path: [...path, key], ours: own ? ours[key] : 'ABSENT', theirs: other ? theirs[key] : 'ABSENT' }];
    });
  }
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.flatMap((item, index) => differencesOf(item, theirs[index], [...path, String(index)]));
  }
  return Object.is(ours, theirs) ? [] : [{ path, ours, theirs }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The recording's markers stand for paths; Compose writes every other dollar sign twice, and so do we. */
function undone(value: unknown, id: string): unknown {
  if (typeof value === 'string') {
    return value
      .replace(/\$\{PROJECT_DIR\}((?:\/\.\.)*)/g, (_, up: string) => posix.join(TOP, id, up))
      .replaceAll('${HOME}', HOME);
  }
  if (Array.isArray(value)) return value.map((item) => undone(item, id));
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, undone(item, id)]))
    : value;
}

function treeOf({ folder, id, generated }: Case): FileTree {
  const files: Record<string, string | { kind: 'refused'; reason: string }> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (!entry.isFile() || /^(oracle[.-].*|case\.json|project\.json)$/.test(name)) continue;
    files[`${TOP}/${id}/${name}`] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  }
  for (const [name, parts] of Object.entries(generated))
    files[`${TOP}/${id}/${name}`] = parts.map(([text, times]) => text.repeat(times)).join('');
  return memoryTree(files, `${TOP}/${id}`);
}

function optionsOf({ call, id, version }: Case, tree: FileTree): LoadOptions {
  const top = `${TOP}/${id}`;
  const { values: args } = parseArgs({
    args: [...call.args],
    strict: false,
    options: {
      'project-directory': { type: 'string' },
      'env-file': { type: 'string', multiple: true },
      'project-name': { type: 'string', short: 'p' },
    },
  });
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const envFiles = args['env-file'];
  return {
    tree,
    workingDirectory: posix.join(top, call.workdir),
    files: call.files,
    profiles: call.profiles.length > 0 ? call.profiles : null,
    envFiles: Array.isArray(envFiles) ? envFiles.map(String) : null,
    projectName: textOf(args['project-name']),
    projectDirectory: textOf(args['project-directory']),
    environment: new Map(
      Object.entries({ HOME, ...call.env }).map(([key, value]) => [key, value.replaceAll('${PROJECT_DIR}', top)]),
    ),
    home: HOME,
    composeVersion: version,
    samples: new Map(),
    purpose: 'call',
  };
}

interface Totals {
  readonly cases: number;
  readonly accept: number;
  /** Cases that Compose accepts: those with a model to compare. */
  readonly models: number;
  readonly model: number;
  readonly topology: number;
}

function totalsOf(group: readonly Outcome[]): Totals {
  const count = (key: 'accept' | 'model' | 'topology'): number =>
    group.filter((outcome) => outcome[key] && (key === 'accept' || outcome.accepted)).length;
  return {
    cases: group.length,
    accept: count('accept'),
    models: group.filter(({ accepted }) => accepted).length,
    model: count('model'),
    topology: count('topology'),
  };
}

function report(all: readonly Outcome[]): number {
  for (const { name, difference } of all) if (difference !== null) console.log(`${name}: ${difference}`);
  const categories = [...new Set(all.map(({ category }) => category))].sort();
  console.log('\ncategory          cases  accept  models   whole topology');
  for (const category of categories) line(category, totalsOf(all.filter((outcome) => outcome.category === category)));
  const totals = totalsOf(all);
  line('all', totals);
  console.log(JSON.stringify(totals));
  if (flags.write !== undefined) writeFileSync(flags.write, `${JSON.stringify(totals, null, 2)}\n`);
  const floor = flags['at-least'];
  return belowFloor(totals, floor === undefined ? totalsOf([]) : (JSON.parse(readFileSync(floor, 'utf8')) as Totals));
}

function line(name: string, { cases, accept, models, model, topology }: Totals): void {
  console.log(
    `${name.padEnd(16)} ${[cases, accept, models, model, topology].map((count) => String(count).padStart(7)).join('')}`,
  );
}

/** Disagreements may only become fewer, also when cases are added. */
function belowFloor(totals: Totals, floor: Totals): number {
  const worse = (['accept', 'model', 'topology'] as const).filter((key) => missing(totals, key) > missing(floor, key));
  for (const key of worse)
    console.error(`${key}: ${missing(totals, key)} disagree, at most ${missing(floor, key)} did before`);
  return worse.length > 0 ? 1 : 0;
}

function missing(totals: Totals, key: 'accept' | 'model' | 'topology'): number {
  return (key === 'accept' ? totals.cases : totals.models) - totals[key];
}
