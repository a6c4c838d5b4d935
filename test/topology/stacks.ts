import { load } from '../../src/compose/load.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { topologyOf } from '../../src/topology/topology-of.ts';
import { flowsOf } from '../../src/flows/flows-of.ts';
import type { Flow } from '../../src/flows/flow.ts';
import type { Stack } from '../../src/flows/stack.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import type { Diagnostic } from '../../src/compose/diagnostics.ts';
import type { WorkspaceProject } from '../../src/topology/project.ts';
import type { EngineSettings } from '../../src/engines/settings.ts';

export interface Built extends Stack {
  readonly diagnostics: readonly Diagnostic[];
}

/** Projects by folder, each from the text of its Compose file; all on one host. */
export function stack(files: Readonly<Record<string, string>> | string, given: Partial<Assumptions> = {}): Built {
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...given };
  const { topology, diagnostics } = topologyOf(projects(files), assumptions);
  return { topology, diagnostics, flows: flowsOf(topology, assumptions) };
}

/** Loaded projects, called after their folders; a single text is the project `shop`. */
export function projects(files: Readonly<Record<string, string>> | string): readonly WorkspaceProject[] {
  const folders = typeof files === 'string' ? { shop: files } : files;
  const tree = memoryTree(
    Object.fromEntries(Object.entries(folders).map(([folder, text]) => [`${folder}/compose.yaml`, text])),
    '/repo',
  );
  return Object.keys(folders).map((folder) => {
    const { project, diagnostics } = load({
      ...NO_OPTIONS,
      tree,
      workingDirectory: `/repo/${folder}`,
      home: '/home/me',
      purpose: 'analysis',
    });
    const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
    if (project === null || problem !== undefined) throw new Error(problem?.message ?? 'no project');
    return { id: folder, project };
  });
}

export function engine(settings: Partial<EngineSettings>): Partial<Assumptions> {
  return { engine: { ...DEFAULT_ASSUMPTIONS.engine, ...settings } };
}

/** Flows between two services (or `host`, `outside`) by their short names: `shop/db`, or `db` of the project `shop`. */
export function between({ flows }: Stack, from: string, to: string): readonly Flow[] {
  return flows.between(node(from), node(to));
}

export function node(name: string): string {
  if (name === 'host' || name === 'outside') return name;
  return `service:${name.includes('/') ? name : `shop/${name}`}`;
}

/** `line: note` of each piece of evidence. */
export function lines({ evidence }: Flow): readonly string[] {
  return evidence.map(({ at, note }) => `${at.file}:${String(at.line)} ${note}`);
}
