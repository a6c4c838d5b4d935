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
): readonly BoxGroup[] {
  const named = namedBy(edges, marks);
  const alike = new Map<string, ReportNode[]>();
  const neighbours = neighbourText(edges);
  for (const node of [...nodes].sort((a, b) => compareText(a.label, b.label) || compareText(a.id, b.id))) {
    const alone = node.kind !== 'service' || node.status !== 'kept' || named.has(node.id);
    const key = alone ? node.id : JSON.stringify([node.project, node.ports, neighbours.get(node.id) ?? []]);
    addTo(alike, key, node);
  }
  const layerOf = (group: readonly ReportNode[]): number => layers.get(group[0]?.id ?? '') ?? 0;
  return [...alike.values()]
    .sort((a, b) => layerOf(a) - layerOf(b))
    .map((group, index) => ({ nodes: group, box: boxOf(group, index, layerOf(group), marks) }));
}

function namedBy(edges: readonly ReportEdge[], { culprits, legs, onNodes }: Marks): ReadonlySet<string> {
  const changed = edges.filter(({ status }) => status !== 'kept').flatMap(({ from, to }) => [from, to]);
  return new Set([
    ...culprits,
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

function boxOf(group: readonly ReportNode[], index: number, layer: number, marks: Marks): PictureBox {
  const [node] = group;
  if (node === undefined) throw new Error('a box without a node');
  const shape: BoxShape = node.kind === 'network' && node.internal ? 'internal' : node.kind;
  return {
    id: `${LETTERS[node.kind]}${index.toString()}`,
    shape,
    look: lookOf(node, shape, marks),
    names:
      group.length > MOST_NAMES
        ? group.slice(0, MOST_NAMES - 1).map(({ label }) => label)
        : group.map(({ label }) => label),
    notes: notesOf(group, node, marks),
    layer,
  };
}

const LETTERS = { outside: 'o', host: 'h', service: 's', network: 'n', volume: 'v' } as const satisfies Record<
  ReportNode['kind'],
  string
>;

function lookOf(node: ReportNode, shape: BoxShape, { culprits }: Marks): Look {
  if (culprits.has(node.id)) return 'violation';
  return node.status === 'kept' ? shape : node.status;
}

function notesOf(group: readonly ReportNode[], node: ReportNode, { onNodes }: Marks): readonly string[] {
  const unlisted = group.length > MOST_NAMES ? [`and ${(group.length - MOST_NAMES + 1).toString()} more`] : [];
  const more = node.ports.length - MOST_PORTS;
  const ports = [...node.ports.slice(0, MOST_PORTS), ...(more > 0 ? [`${more.toString()} more`] : [])].join(', ');
  const status = { kept: '', added: 'new', removed: 'removed' }[node.status];
  return [...unlisted, ports, status, (onNodes.get(node.id) ?? []).join(', ')].filter((note) => note !== '');
}
