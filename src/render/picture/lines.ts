import type { ReportEdge } from '../../review/report/report.ts';
import type { BoxGroup } from './boxes.ts';
import { legKey, type Leg, type Marks } from './marks.ts';
import type { PictureLine } from './picture.ts';
import type { Labels } from './view.ts';

/** Lines between boxes, from the lower layer to the higher; a violation goes where the reach goes. */
export function linesOf(
  edges: readonly ReportEdge[],
  groups: readonly BoxGroup[],
  { legs }: Marks,
  labels: Labels,
): readonly PictureLine[] {
  const order = new Map(
    groups.flatMap(({ nodes, box }, index) => nodes.map(({ id }) => [id, { box, index }] as const)),
  );
  const lines = new Map<string, PictureLine & { readonly rank: readonly [number, number] }>();
  const put = (line: Omit<PictureLine, 'from' | 'to'>, from: string, to: string): void => {
    const a = order.get(from);
    const b = order.get(to);
    if (a === undefined || b === undefined) return;
    const key = legKey(a.box.id, b.box.id);
    if (lines.has(key) && line.look !== 'violation') return;
    lines.set(key, {
      ...line,
      from: a.box.id,
      to: b.box.id,
      rank: a.index < b.index ? [a.index, b.index] : [b.index, a.index],
    });
  };
  for (const edge of edges) {
    const [from, to] = forwards(edge, (id) => order.get(id)?.index ?? 0);
    put(lineOf(edge, groups, labels), from, to);
  }
  for (const leg of legs.values()) put(violationLine(leg, edges, labels), leg.from, leg.to);
  return [...lines.values()]
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ from, to, kind, look, label }) => ({ from, to, kind, look, label }));
}

const KINDS = {
  published: 'reach',
  controls: 'reach',
  connects: 'reach',
  host: 'reach',
  attached: 'join',
  mounted: 'mount',
} as const satisfies Record<ReportEdge['kind'], PictureLine['kind']>;

function forwards({ from, to, kind }: ReportEdge, place: (id: string) => number): readonly [string, string] {
  return KINDS[kind] !== 'reach' && place(from) > place(to) ? [to, from] : [from, to];
}

function lineOf(edge: ReportEdge, groups: readonly BoxGroup[], labels: Labels): Omit<PictureLine, 'from' | 'to'> {
  if (labels !== 'all')
    return { kind: KINDS[edge.kind], look: edge.status === 'kept' ? 'plain' : edge.status, label: '' };
  const access = edge.kind === 'mounted' && edge.readOnly ? 'read only' : '';
  if (edge.status === 'kept') return { kind: KINDS[edge.kind], look: 'plain', label: access };
  // The word is on the box where the box itself came or went.
  const told = groups.some(({ nodes }) =>
    nodes.some(({ id, status }) => status !== 'kept' && (id === edge.from || id === edge.to)),
  );
  const word = told ? '' : WORDS[edge.status];
  return { kind: KINDS[edge.kind], look: edge.status, label: [word, access].filter((text) => text !== '').join(', ') };
}

const WORDS = { added: 'new', removed: 'removed' } as const;

function violationLine(
  { from, to, numbers, overHost }: Leg,
  edges: readonly ReportEdge[],
  labels: Labels,
): Omit<PictureLine, 'from' | 'to'> {
  const key = legKey(from, to);
  const isNew = labels === 'all' && edges.some((edge) => edge.status === 'added' && legKey(edge.from, edge.to) === key);
  const shown =
    numbers.length > 3 ? `${numbers[0] ?? ''} and ${(numbers.length - 1).toString()} more` : numbers.join(', ');
  const words = [shown, isNew ? 'new' : '', overHost ? 'over the host' : ''].filter((word) => word !== '');
  return { kind: 'reach', look: 'violation', label: labels === 'none' || shown === '' ? '' : words.join(' ') };
}
