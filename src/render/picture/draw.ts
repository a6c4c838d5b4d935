import { counted } from '../names.ts';
import { boxesOf } from './boxes.ts';
import { layersOf } from './layers.ts';
import { linesOf } from './lines.ts';
import { marksOf } from './marks.ts';
import type { Picture, PictureBox } from './picture.ts';
import type { View } from './view.ts';

/** A layer of more boxes than this is read better from left to right. */
const WIDEST_ROW = 7;
/** A path of more boxes than this is too wide for one row. */
const LONGEST_ROW = 6;

export function pictureOf(view: View): Picture {
  const { nodes, edges } = view;
  const marks = marksOf(view);
  const groups = boxesOf(nodes, edges, layersOf(nodes, edges, marks), marks);
  const boxes = groups.map(({ box }) => box);
  return {
    title: view.title,
    description: describe(view),
    direction: view.row ? (boxes.length > LONGEST_ROW ? 'TB' : 'LR') : widest(boxes) > WIDEST_ROW ? 'LR' : 'TB',
    boxes,
    lines: linesOf(edges, groups, marks),
  };
}

function widest(boxes: readonly PictureBox[]): number {
  const counts = new Map<number, number>();
  for (const { layer } of boxes) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function describe({ nodes, edges, findings }: View): string {
  const kinds = (kind: string): number => nodes.filter((node) => node.kind === kind).length;
  const changed = (status: string): number =>
    nodes.filter((node) => node.status === status).length + edges.filter((edge) => edge.status === status).length;
  return [
    `${counted(kinds('service'), 'service')} on ${counted(kinds('network'), 'network')}`,
    ...(findings.length > 0 ? [`${counted(findings.length, 'finding')} marked`] : []),
    ...(changed('added') > 0 ? [`${counted(changed('added'), 'part')} new`] : []),
    ...(changed('removed') > 0 ? [`${counted(changed('removed'), 'part')} removed`] : []),
  ].join(', ');
}
