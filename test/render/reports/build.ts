import { UNPATCHED } from './unpatched.ts';
import { caused } from '../../../src/review/causes/causes.ts';
import { compareText } from '../../../src/compose/source.ts';
import type {
  DrawnStatus,
  Report,
  ReportChange,
  ReportEdge,
  ReportEvidence,
  ReportFinding,
  ReportHop,
  ReportNode,
  ReportPath,
  ReportProject,
} from '../../../src/review/report/report.ts';

/** A service to draw. A name with `+` or `-` in front was added or removed; so do networks and volumes in its lists. */
export interface Sketch {
  readonly zone?: string;
  readonly image?: string;
  readonly line?: number;
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  /** Published ports. */
  readonly ports?: readonly string[];
}

export interface StackSketch {
  readonly project: string;
  readonly file?: string;
  readonly internal?: readonly string[];
  readonly services: Readonly<Record<string, Sketch>>;
}

export function report(parts: Partial<Report>): Report {
  return withCauses({
    schemaVersion: 1,
    verdict: 'pass',
    gate: { failOn: 'high', scope: 'new', blocking: 0, counts: { new: 0, existing: 0, fixed: 0, excepted: 0 } },
    revisions: null,
    policy: { file: null, changed: false, baseline: { added: 0, removed: 0 }, ignored: 0, changes: [] },
    engine: 'Docker Engine 28.5, userland proxy on',
    projects: [],
    outside: [],
    paths: [],
    findings: [],
    causes: [],
    fix: null,
    fixed: [],
    excepted: [],
    diagnostics: [],
    change: null,
    topology: { nodes: [], edges: [] },
    reach: { base: null, head: [] },
    excess: { base: null, head: { total: 0, data: 0, consoles: 0, host: 0 } },
    ...parts,
  });
}

/** With what its findings come from, as far as the report itself says. */
export function withCauses(one: Report): Report {
  const { causes, findings } = caused(one.findings, {
    violations: new Map(),
    folders: new Map(),
    isChanged: null,
    open: null,
    isNeeded: () => false,
    baseText: null,
    freed: new Set(),
    trials: null,
    tries: 'none',
  });
  return { ...one, causes, findings };
}

export const PULL_REQUEST = {
  base: { label: 'main', commit: '1a2b3c4d5e6f708192a3b4c5d6e7f80912a3b4c5' },
  head: { label: 'proxy', commit: '9f8e7d6c5b4a39281706f5e4d3c2b1a099887766' },
} as const;

export function change(parts: Partial<ReportChange>): ReportChange {
  const none = { opened: [], closed: [] };
  return {
    services: { added: [], removed: [] },
    renamed: [],
    direct: none,
    throughHost: none,
    fromOutside: none,
    outsidePorts: none,
    egress: none,
    toHost: none,
    fromHost: none,
    volumes: none,
    distances: [],
    openedFlows: [],
    closedFlows: [],
    ...parts,
  };
}

export function at(file: string, line: number, column: number, note: string): ReportEvidence {
  return { file, line, column, note };
}

/** `over`: our words, or our word and the name of a network or volume. */
export function hop(
  from: string,
  to: string,
  means: string,
  over: string | readonly [what: string, name: string],
  parts: Partial<ReportHop> = {},
): ReportHop {
  const [what, name] = typeof over === 'string' ? [over] : over;
  const named = name === undefined ? null : { what, name };
  const words = named === null ? what : `${what} ${named.name}`;
  return { from, to, means, over: words, named, through: null, ports: ['*'], evidence: [], ...parts };
}

export function path(hops: readonly ReportHop[]): ReportPath {
  return { zone: null, from: hops.at(0)?.from ?? '', to: hops.at(-1)?.to ?? '', pivots: hops.length - 1, hops };
}

export function finding(
  parts: Partial<ReportFinding> & Pick<ReportFinding, 'rule' | 'severity' | 'subject' | 'message'>,
): ReportFinding {
  return {
    project: 'shop',
    why: '',
    file: 'compose.yaml',
    line: 1,
    column: 1,
    path: [],
    related: [],
    services: [],
    fix: { ...UNPATCHED, summary: 'Change it', yaml: null, caveat: null },
    claims: [],
    fingerprint: `${parts.rule}/${parts.subject}/${parts.message.length.toString()}`,
    status: 'new',
    cause: null,
    blocking: false,
    exception: null,
    ...parts,
  };
}

/** Project and topology of a sketch, with what is added and removed marked. */
export function stack(sketch: StackSketch): Pick<Report, 'topology'> & { readonly project: ReportProject } {
  const file = sketch.file ?? 'compose.yaml';
  const nodes = new Map<string, ReportNode>();
  const edges: ReportEdge[] = [];
  const add = (node: Partial<ReportNode> & Pick<ReportNode, 'id' | 'kind' | 'label'>): void => {
    if (nodes.has(node.id)) return;
    nodes.set(node.id, { project: null, zone: null, internal: false, ports: [], status: 'kept', ...node });
  };
  const services = Object.entries(sketch.services).map(([text, service]) => ({ ...marked(text), ...service }));
  for (const [index, service] of services.entries()) {
    const id = `service:${sketch.project}/${service.name}`;
    const worst = (own: DrawnStatus): DrawnStatus => (service.status === 'kept' ? own : service.status);
    const ports = (service.ports ?? []).map(marked);
    add({
      id,
      kind: 'service',
      label: service.name,
      project: sketch.project,
      zone: service.zone ?? 'app',
      ports: ports.map((each) => each.name),
      status: service.status,
    });
    if (ports.length > 0) add({ id: 'outside', kind: 'outside', label: 'outside' });
    if (ports.length > 0)
      edges.push({
        from: 'outside',
        to: id,
        kind: 'published',
        readOnly: false,
        status: worst(ports[0]?.status ?? 'kept'),
      });
    for (const network of (service.networks ?? []).map(marked)) {
      const target = `network:${sketch.project}_${network.name}`;
      add({
        id: target,
        kind: 'network',
        label: network.name,
        internal: (sketch.internal ?? []).includes(network.name),
      });
      edges.push({ from: id, to: target, kind: 'attached', readOnly: false, status: worst(network.status) });
    }
    for (const volume of (service.volumes ?? []).map(marked)) {
      const target = `volume:${sketch.project}_${volume.name}`;
      add({ id: target, kind: 'volume', label: volume.name });
      edges.push({ from: id, to: target, kind: 'mounted', readOnly: false, status: worst(volume.status) });
    }
    void index;
  }
  const present = services.filter(({ status }) => status !== 'removed');
  const keys = (kind: 'network' | 'volume'): readonly string[] =>
    [...nodes.values()].filter((node) => node.kind === kind).map((node) => node.label);
  return {
    project: {
      id: sketch.project,
      name: sketch.project,
      directory: '.',
      files: [file],
      call: null,
      understood: true,
      services: present.map((service, index) => ({
        id: `${sketch.project}/${service.name}`,
        name: service.name,
        image: service.image ?? null,
        zone: service.zone ?? 'app',
        zoneReason: service.image === undefined ? 'nothing says otherwise' : `image ${service.image}`,
        networks: (service.networks ?? []).map((each) => marked(each).name),
        profiles: [],
        ports: (service.ports ?? []).map((each) => `${marked(each).name}:${marked(each).name}/tcp`),
        file,
        line: service.line ?? 2 + index * 8,
        column: 3,
      })),
      networks: keys('network').map((key) => ({
        key,
        name: `${sketch.project}_${key}`,
        internal: (sketch.internal ?? []).includes(key),
        external: false,
        driver: 'bridge',
        file,
        line: 90,
        column: 3,
      })),
      volumes: keys('volume').map((key) => ({
        key,
        name: `${sketch.project}_${key}`,
        external: false,
        file,
        line: 99,
        column: 3,
      })),
    },
    topology: {
      nodes: [...nodes.values()].sort((a, b) => compareText(a.id, b.id)),
      edges: edges.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to)),
    },
  };
}

function marked(text: string): { readonly name: string; readonly status: DrawnStatus } {
  if (text.startsWith('+')) return { name: text.slice(1), status: 'added' };
  if (text.startsWith('-')) return { name: text.slice(1), status: 'removed' };
  return { name: text, status: 'kept' };
}
