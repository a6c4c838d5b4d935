import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { load } from '../../src/compose/load.ts';
import { diskTree } from '../../src/io/disk/tree.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/policy/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Assumptions } from '../../src/topology/assumptions.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import type { Diagnostic } from '../../src/compose/diagnostics.ts';
import type { WorkspaceProject } from '../../src/topology/project.ts';
import type { EngineSettings } from '../../src/engines/settings.ts';

/** A stack that ran on a Docker Engine, loaded, with what was observed under each setting. */
export interface EngineCase {
  readonly name: string;
  readonly projects: readonly WorkspaceProject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly recordings: readonly Recording[];
  /** `false`: commands ran inside its containers, so the files do not say what was observed. */
  readonly isJudged: boolean;
}

export interface Recording {
  /** `observed.SUFFIX.json`; empty for the defaults. */
  readonly suffix: string;
  readonly assumptions: Assumptions;
  readonly observed: Observed;
}

/** The judged part of `observed.json`. Without root, what leaves the host and what comes from outside is not observed. */
export interface Observed {
  readonly error?: { readonly stage: string; readonly message: string };
  readonly direct: Readonly<Record<string, readonly string[]>>;
  readonly via_host: Readonly<Record<string, readonly string[]>>;
  readonly egress?: readonly string[];
  readonly ingress_from_outside?: { readonly published: readonly string[]; readonly direct: readonly string[] };
  readonly host_to: readonly string[];
  /** Addresses of the host at which a service got to a process that listens on all of them: `lo…` is its own loopback. */
  readonly host_service_from?: Readonly<Record<string, readonly string[]>>;
  /** Which service answered to which name; `noname`: none. */
  readonly by_name?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What each suffix was recorded with; the others (`brnf`, `legacy`) must be as the defaults. */
const SETTINGS: ReadonlyMap<string, Partial<EngineSettings>> = new Map<string, Partial<EngineSettings>>([
  ['noproxy', { userlandProxy: false }],
  ['e26', { version: { major: 26, minor: 1 } }],
  ['adr', { allowDirectRouting: true }],
  ['iccfalse', { icc: false }],
  ['pc', { compose: 'podman-compose' }],
]);

/** Recordings that state no version are of this one. */
const RECORDED = { major: 28, minor: 5 };

/** Folders with cases: `folder` itself, or those in it, one a setting. */
export function settingFolders(folder: string): readonly string[] {
  if (caseNames(folder).length > 0) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Names of the cases in `folder`: its subfolders that hold an `observed.json`. */
export function caseNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'observed.json')))
    .sort();
}

export function engineCase(folder: string): EngineCase {
  const lab = existsSync(join(folder, 'lab.json')) ? jsonOf<Lab>(join(folder, 'lab.json')) : {};
  const policy = policyOf(folder);
  const loaded = (lab.order ?? ['']).map((name) => loadProject(resolve(folder, name)));
  return {
    name: basename(folder),
    projects: loaded.flatMap(({ project }) => (project === null ? [] : [{ id: project.name, project }])),
    diagnostics: [...policy.diagnostics, ...loaded.flatMap(({ diagnostics }) => diagnostics)],
    recordings: readdirSync(folder)
      .filter((name) => /^observed(\.\w+)?\.json$/.test(name))
      .sort()
      .map((name) => recording(folder, name, policy.policy.assumptions)),
    isJudged: lab.post === undefined,
  };
}

interface Lab {
  readonly order?: readonly string[];
  readonly post?: unknown;
}

function recording(folder: string, name: string, assumptions: Assumptions): Recording {
  const suffix = name.slice('observed'.length, -'.json'.length).replace('.', '');
  const stated = { ...assumptions.engine, ...SETTINGS.get(suffix) };
  const engine = { ...stated, version: stated.version ?? RECORDED };
  return { suffix, assumptions: { ...assumptions, engine }, observed: jsonOf<Observed>(join(folder, name)) };
}

function policyOf(folder: string): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
  const file = join(folder, 'policy.yaml');
  if (!existsSync(file)) return { policy: DEFAULT_POLICY, diagnostics: [] };
  return parsePolicy(readFileSync(file, 'utf8'), 'policy.yaml', []);
}

function loadProject(folder: string): ReturnType<typeof load> {
  return load({
    ...NO_OPTIONS,
    tree: diskTree(folder),
    workingDirectory: folder,
    purpose: 'call',
  });
}

function jsonOf<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
