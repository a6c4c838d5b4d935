import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from '../src/compose/load.ts';
import { diskTree } from '../src/io/disk/tree.ts';
import { DEFAULT_POLICY } from '../src/policy/policy.ts';
import { RULES } from '../src/rules/index.ts';
import type { Violation } from '../src/rules/rule.ts';
import type { Severity } from '../src/policy/severity.ts';
import { topologyOf } from '../src/topology/topology-of.ts';
import { analysedStack, breachesOf } from '../src/review/analyze.ts';
import type { Topology } from '../src/topology/topology.ts';
import { NO_OPTIONS } from '../src/compose/options.ts';
import type { FileTree } from '../src/compose/file-tree.ts';
import type { Diagnostic } from '../src/compose/diagnostics.ts';

/** A recorded project (`project.json` beside its input files) that Docker Compose accepts. */
export interface RecordedProject {
  readonly id: string;
  readonly folder: string;
  readonly category: string;
  readonly workdir: string;
  readonly files: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface JudgedProject {
  readonly topology: Topology;
  readonly findings: readonly { readonly rule: string; readonly severity: Severity; readonly violation: Violation }[];
  readonly diagnostics: readonly Diagnostic[];
}

export function recordedProjects(folder: string): readonly RecordedProject[] {
  return readdirSync(folder)
    .sort()
    .flatMap((id) => {
      const path = join(folder, id);
      if (!existsSync(join(path, 'project.json')) || !existsSync(join(path, 'oracle.json'))) return [];
      const found = JSON.parse(readFileSync(join(path, 'project.json'), 'utf8')) as Partial<RecordedProject>;
      const { category = 'project', workdir = '.', files = null, profiles = [], env = {} } = found;
      return [{ id, folder: path, category, workdir, files, profiles, env }];
    });
}

/** All rules on one project, under the default policy; `null` where nothing could be loaded. */
export function judged(project: RecordedProject): JudgedProject | null {
  return judgedFiles({ ...project, workdir: resolve(project.folder, project.workdir) }).judged;
}

export interface JudgedFiles {
  /** `null`: nothing could be loaded; the diagnostics say why. */
  readonly judged: JudgedProject | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function judgedFiles(call: {
  readonly folder: string;
  /** Absolute. */
  readonly workdir: string;
  readonly files: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Left out: the files of the folder as they are. */
  readonly tree?: FileTree;
  /** Left out: all rules are asked. */
  readonly rules?: readonly string[];
}): JudgedFiles {
  const { project, diagnostics } = load({
    ...NO_OPTIONS,
    tree: call.tree ?? diskTree(call.folder),
    workingDirectory: call.workdir,
    files: call.files,
    profiles: call.profiles.length === 0 ? null : call.profiles,
    environment: new Map([['HOME', '/home/ann'], ...Object.entries(call.env)]),
    home: '/home/ann',
    purpose: 'analysis',
  });
  if (project === null) return { judged: null, diagnostics };
  const policy = DEFAULT_POLICY;
  const { topology } = topologyOf([{ id: project.name, project }], policy.assumptions);
  const asked = RULES.filter(({ id }) => call.rules?.includes(id) !== false);
  const findings = breachesOf(analysedStack(topology, policy), policy, asked).map(({ rule, ...found }) => ({
    ...found,
    rule: rule.id,
  }));
  return { judged: { topology, findings, diagnostics }, diagnostics };
}
