import type { ReportEdge, ReportNode } from '../../review/report/report.ts';
import { legKey, type Marks } from './marks.ts';
import { neighbours } from './view.ts';

/**
 * Layer of every node: breadth-first steps from outside, so that reading the picture in its direction is the story of an attack.
 * Violations do not count where there is another way: they are to be seen as shortcuts.
 */
export function layersOf(
  nodes: readonly ReportNode[],
  edges: readonly ReportEdge[],
  { legs }: Marks,
): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  const passes = [
    edges.filter(
      (edge) => edge.status !== 'removed' && edge.kind !== 'mounted' && !legs.has(legKey(edge.from, edge.to)),
    ),
    edges.filter((edge) => edge.status !== 'removed' && edge.kind !== 'mounted'),
    edges.filter((edge) => edge.status !== 'removed'),
    edges,
  ];
  for (const start of [...nodes].sort(byNearness)) {
    if (layers.has(start.id)) continue;
    layers.set(start.id, start.kind === 'service' && layers.has('outside') ? 1 : 0);
    for (const pass of passes) spread(layers, pass);
  }
  return layers;
}

/** Gives the next layer to every neighbour that has none, layer by layer. */
function spread(layers: Map<string, number>, edges: readonly ReportEdge[]): void {
  const next = neighbours(edges);
  for (let layer = 0; layer <= Math.max(...layers.values()); layer += 1) {
    for (const [id, own] of layers) {
      if (own !== layer) continue;
      for (const neighbour of next.get(id) ?? []) if (!layers.has(neighbour)) layers.set(neighbour, layer + 1);
    }
  }
}

const KINDS = { outside: 0, host: 1, service: 2, network: 3, volume: 4 } as const satisfies Record<
  ReportNode['kind'],
  number
>;
const ZONES: readonly (string | null)[] = ['edge', 'frontend', 'admin', 'app', 'ops', 'data'];

function byNearness(a: ReportNode, b: ReportNode): number {
  return KINDS[a.kind] - KINDS[b.kind] || ZONES.indexOf(a.zone) - ZONES.indexOf(b.zone);
}
