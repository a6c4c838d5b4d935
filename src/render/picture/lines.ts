import type { ReportEdge } from '../../review/report/report.ts';
import type { BoxGroup } from './boxes.ts';
import { legKey, type Marks } from './marks.ts';
import type { PictureLine } from './picture.ts';

/** Lines between boxes, from the lower layer to the higher; a violation goes where the reach goes. */
export function linesOf(
  edges: readonly ReportEdge[],
  groups: readonly BoxGroup[],
  { legs }: Marks,
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
    const known = lines.get(key);
    if (known !== undefined && line.look !== 'violation' && line.look !== 'notice') return;
    lines.set(key, {
      ...line,
      status: known?.status ?? line.status,
      from: a.box.id,
      to: b.box.id,
      rank: a.index < b.index ? [a.index, b.index] : [b.index, a.index],
    });
  };
  for (const edge of edges) {
    const [from, to] = forwards(edge, (id) => order.get(id)?.index ?? 0);
    put(lineOf(edge), from, to);
  }
  for (const { from, to, isBlocking } of legs.values())
    put({ kind: 'reach', look: isBlocking ? 'violation' : 'notice', status: 'kept' }, from, to);
  return [...lines.values()]
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ from, to, kind, look, status }) => ({ from, to, kind, look, status }));
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

function lineOf({ kind, status }: ReportEdge): Omit<PictureLine, 'from' | 'to'> {
  return { kind: KINDS[kind], look: status === 'kept' ? 'plain' : status, status };
}
