// Compares the change derived from two states of a project with the one that real commits made.
// node scripts/history-conformance.ts DIR… [--at-least FILE]: FILE holds { "pairs": N, "agreeing": N }.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from '../src/compose/load.ts';
import { diskTree } from '../src/io/disk/tree.ts';
import { DEFAULT_ASSUMPTIONS } from '../src/topology/assumptions.ts';
import { topologyOf } from '../src/topology/topology-of.ts';
import { type ReachChange, changeOf } from '../src/flows/change/change.ts';
import { flowsOf } from '../src/flows/flows-of.ts';
import type { Stack } from '../src/flows/stack.ts';
import { folderArguments, holdsFloor } from './floor.ts';
import { NO_OPTIONS } from '../src/compose/options.ts';

interface Pair {
  readonly project_dir: string;
  readonly project_name: string;
  readonly compose_files: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly kind: readonly string[];
  readonly expected: Readonly<Record<string, Rows>>;
  readonly expected_extra: Readonly<Record<string, Rows>>;
}

type Rows = readonly (string | readonly string[])[];

/** Stands for the home directory: `~` of a file must not be a folder of this machine. */
const HOME = '/HOME';

const { folders, floor } = folderArguments('history-conformance');
let [pairs, agreeing] = [0, 0];

for (const folder of folders) {
  for (const name of readdirSync(folder).sort()) {
    if (!existsSync(join(folder, name, 'pair.json'))) continue;
    const pair = JSON.parse(readFileSync(join(folder, name, 'pair.json'), 'utf8')) as Pair;
    const problems = disagreements(pair, join(folder, name));
    pairs += 1;
    if (problems.length === 0) agreeing += 1;
    for (const problem of problems) console.log(`${name}: ${problem}`);
  }
}

console.log(`${String(agreeing)} of ${String(pairs)} changes agree`);
process.exitCode = holdsFloor({ pairs, agreeing }, floor) ? 0 : 1;

function disagreements(pair: Pair, folder: string): readonly string[] {
  const [base, head] = [stackIn(pair, join(folder, 'base')), stackIn(pair, join(folder, 'head'))];
  if (typeof base === 'string' || typeof head === 'string')
    return [base, head].filter((side) => typeof side === 'string');
  const change = changeOf([base], [head], DEFAULT_ASSUMPTIONS);
  return comparisons(pair, change).flatMap(([what, expected, actual]) => {
    const [wanted, got] = [lines(expected), lines(actual)];
    const missing = [...wanted]
      .filter((line) => !got.has(line))
      .map((line) => `${what}: recorded, not derived: ${line}`);
    return [
      ...missing,
      ...[...got].filter((line) => !wanted.has(line)).map((line) => `${what}: derived, not recorded: ${line}`),
    ];
  });
}

function stackIn(pair: Pair, root: string): Stack | string {
  const tree = diskTree(root);
  const { project, diagnostics } = load({
    ...NO_OPTIONS,
    tree,
    workingDirectory: resolve(root, pair.project_dir),
    files: pair.compose_files,
    profiles: pair.profiles.length === 0 ? null : pair.profiles,
    projectName: pair.project_name,
    environment: new Map([['HOME', HOME]]),
    home: HOME,
    purpose: 'call',
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (project === null || first !== undefined) return `does not load: ${first?.message ?? 'nothing there'}`;
  const { topology } = topologyOf([{ id: project.name, project }], DEFAULT_ASSUMPTIONS);
  return { topology, flows: flowsOf(topology, DEFAULT_ASSUMPTIONS) };
}

function comparisons(
  { expected, expected_extra: extra, kind }: Pair,
  change: ReachChange,
): readonly (readonly [string, Rows, Rows])[] {
  const both = (
    name: string,
    wanted: Readonly<Record<string, Rows>>,
    key: string,
    got: { readonly opened: Rows; readonly closed: Rows },
  ) =>
    [
      [`${name} opened`, wanted[`${key}_opened`] ?? [], got.opened],
      [`${name} closed`, wanted[`${key}_closed`] ?? [], got.closed],
    ] as const;
  return [
    ['services added', expected['services_added'] ?? [], change.services.added],
    ['services removed', expected['services_removed'] ?? [], change.services.removed],
    ...both('direct', expected, 'direct', change.direct),
    ...both('throughHost', expected, 'via_host', change.throughHost),
    ...both('fromOutside', expected, 'outside', change.fromOutside),
    ...both('egress', expected, 'egress', change.egress),
    ...both('outsidePorts', extra, 'outside_ports', change.outsidePorts),
    // Folders inside one another count for us and not in the recordings.
    ...(kind.includes('nested-binds') ? [] : both('volumes', expected, 'volume_flows', change.volumes)),
  ];
}

function lines(rows: Rows): ReadonlySet<string> {
  return new Set(rows.map((row) => [row].flat().map(asWritten).join(' ')));
}

/** The recordings write the project's folder as `${PROJECT_DIR}`. */
function asWritten(text: string): string {
  return text
    .replace(/^bind:\$\{PROJECT_DIR\}\/\.\./, 'bind:..')
    .replace(/^bind:\$\{PROJECT_DIR\}/, 'bind:.')
    .replace(/^bind:\$\{HOME\}/, `bind:${HOME}`);
}
