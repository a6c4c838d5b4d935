import { addTo } from '../../words/grouped.ts';
import { compareText } from '../../compose/source.ts';
import type { ReportEdge, ReportNode } from '../../review/report/report.ts';
import type { Marks } from './marks.ts';
import type { PictureBox, Look, BoxShape } from './picture.ts';

/** A box and the nodes that share it. */
export interface BoxGroup {
  readonly box: PictureBox;
  readonly nodes: readonly ReportNode[];
}

/** Most names that one box lists. */
const MOST_NAMES = 6;
const MOST_PORTS = 4;

/** Boxes in the order of layers and names. Services that look the same to a reader share one; what a finding or a change names stands alone. */
export function boxesOf(
  nodes: readonly ReportNode[],
  edges: readonly ReportEdge[],
  layers: ReadonlyMap<string, number>,
  marks: Marks,
  namespaces: ReadonlyMap<string, string>,
): readonly BoxGroup[] {
  const named = namedBy(edges, marks);
  const alike = new Map<string, ReportNode[]>();
  const neighbours = neighbourText(edges);
  const happens = wordsOfEdges(nodes, edges);
  const projects = projectsOf(nodes, edges);
  for (const node of [...nodes].sort((a, b) => compareText(a.label, b.label) || compareText(a.id, b.id))) {
    const alone = node.kind !== 'service' || node.status !== 'kept' || named.has(node.id);
    const key = alone
      ? node.id
      : JSON.stringify([node.project, namespaces.get(node.id), node.ports, neighbours.get(node.id) ?? []]);
    addTo(alike, key, node);
  }
  const layerOf = (group: readonly ReportNode[]): number => layers.get(group[0]?.id ?? '') ?? 0;
  return [...alike.values()]
    .sort((a, b) => layerOf(a) - layerOf(b))
    .map((group, index) => ({
      nodes: group,
      box: boxOf(group, index, layerOf(group), marks, happens, { projects, namespaces }),
    }));
}

function namedBy(edges: readonly ReportEdge[], { culprits, legs, onNodes }: Marks): ReadonlySet<string> {
  const changed = edges.filter(({ status }) => status !== 'kept').flatMap(({ from, to }) => [from, to]);
  return new Set([
    ...culprits.keys(),
    ...onNodes.keys(),
    ...[...legs.values()].flatMap(({ from, to }) => [from, to]),
    ...changed,
  ]);
}

function neighbourText(edges: readonly ReportEdge[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (own: string, text: string): void => {
    const known = found.get(own);
    if (known === undefined) found.set(own, [text]);
    else known.push(text);
  };
  for (const { from, to, kind, readOnly } of edges) {
    add(from, `${kind} ${readOnly.toString()} ${to}`);
    add(to, `${kind} ${readOnly.toString()} ${from}`);
  }
  return new Map([...found].map(([id, texts]) => [id, texts.sort(compareText)]));
}

function boxOf(
  group: readonly ReportNode[],
  index: number,
  layer: number,
  marks: Marks,
  happens: ReadonlyMap<string, readonly string[]>,
  { projects, namespaces }: Readonly<Record<'projects' | 'namespaces', ReadonlyMap<string, string>>>,
): PictureBox {
  const [node] = group;
  if (node === undefined) throw new Error('a box without a node');
  const shape: BoxShape = node.kind === 'network' && node.internal ? 'internal' : node.kind;
  return {
    id: `${LETTERS[node.kind]}${index.toString()}`,
    shape,
    look: lookOf(node, shape, marks),
    status: node.status,
    nodes: group.map(({ id }) => id),
    names:
      group.length > MOST_NAMES
        ? group.slice(0, MOST_NAMES - 1).map(({ label }) => label)
        : group.map(({ label }) => label),
    notes: notesOf(group, node, marks, happens),
    layer,
    project: projects.get(node.id) ?? null,
    namespace: namespaces.get(node.id) ?? null,
  };
}

const LETTERS = { outside: 'o', host: 'h', service: 's', network: 'n', volume: 'v' } as const satisfies Record<
  ReportNode['kind'],
  string
>;

function lookOf(node: ReportNode, shape: BoxShape, { culprits }: Marks): Look {
  if (culprits.has(node.id)) return culprits.get(node.id) === true ? 'violation' : 'notice';
  return node.status === 'kept' ? shape : node.status;
}

function notesOf(
  group: readonly ReportNode[],
  node: ReportNode,
  { onNodes }: Marks,
  happens: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const unlisted = group.length > MOST_NAMES ? [`and ${(group.length - MOST_NAMES + 1).toString()} more`] : [];
  const status = { kept: '', added: 'new', removed: 'removed' }[node.status];
  const ports = few(node.ports, MOST_PORTS);
  return [
    ...unlisted,
    ports,
    status,
    ...(happens.get(node.id) ?? []),
    few(onNodes.get(node.id) ?? [], MOST_NUMBERS),
  ].filter((note) => note !== '');
}

const MOST_NUMBERS = 3;

function few(items: readonly string[], most: number): string {
  const more = items.length - most;
  return [...items.slice(0, most), ...(more > 0 ? [`${more.toString()} more`] : [])].join(', ');
}

/** What services that stay join, leave and mount, in words under their names. */
function wordsOfEdges(
  nodes: readonly ReportNode[],
  edges: readonly ReportEdge[],
): ReadonlyMap<string, readonly string[]> {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const words = new Map<string, string[]>();
  for (const { from, to, kind, status } of edges) {
    const [start, end] = [known.get(from), known.get(to)];
    if (start === undefined || end === undefined) continue;
    const isTold = start.status !== 'kept' || end.status !== 'kept';
    if (kind === 'published') {
      if (status !== 'kept' && !isTold) addTo(words, to, status === 'added' ? 'opened' : 'closed');
    } else if (status !== 'kept' && !isTold) {
      const [owner, other] = kind === 'host' ? [end, start] : [start, end];
      addTo(words, owner.id, `${CHANGES[kind][status]} ${other.label}`);
    }
  }
  return words;
}

const CHANGES = {
  attached: { added: 'joins', removed: 'leaves' },
  mounted: { added: 'mounts', removed: 'no longer mounts' },
  controls: { added: 'controls', removed: 'no longer controls' },
  connects: { added: 'connects to', removed: 'no longer connects to' },
  host: { added: 'on the network of', removed: 'leaves the network of' },
} as const;

/** Where services of several projects are drawn: the project of each, and of each network and volume that only one of them uses. */
function projectsOf(nodes: readonly ReportNode[], edges: readonly ReportEdge[]): ReadonlyMap<string, string> {
  const owners = new Map(nodes.flatMap(({ id, project }) => (project === null ? [] : [[id, project] as const])));
  if (new Set(owners.values()).size < 2) return new Map();
  const users = new Map<string, Set<string>>();
  for (const { from, to, kind } of edges) {
    const project = owners.get(from);
    if (project === undefined || (kind !== 'attached' && kind !== 'mounted')) continue;
    const known = users.get(to) ?? new Set();
    users.set(to, known.add(project));
  }
  const single = [...users].flatMap(([id, [project, ...others]]) =>
    project === undefined || others.length > 0 ? [] : [[id, project] as const],
  );
  return new Map([...owners, ...single]);
}
