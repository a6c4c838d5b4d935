import { counted } from '../names.ts';
import { boxesOf } from './boxes.ts';
import { layersOf } from './layers.ts';
import { linesOf } from './lines.ts';
import { marksOf } from './marks.ts';
import type { Picture, PictureBox } from './picture.ts';
import type { View } from './view.ts';

/** A picture that is wider is read better from left to right, where that is narrower. */
const WIDEST = 950;
/** A path of more boxes than this is too wide for one row. */
const LONGEST_ROW = 6;

export function pictureOf(view: View): Picture {
  const { nodes, edges } = view;
  const marks = marksOf(view);
  const groups = boxesOf(nodes, edges, layersOf(nodes, edges, marks), marks, view.namespaces);
  const boxes = groups.map(({ box }) => box);
  const widths = { TB: widthDown(boxes), LR: widthAcross(boxes) };
  const isRow = view.row && boxes.length <= LONGEST_ROW;
  const isAcross = isRow || (!view.row && widths.TB > WIDEST && widths.LR < widths.TB);
  const direction = isAcross ? 'LR' : 'TB';
  return {
    title: view.title,
    description: describe(view),
    direction,
    width: widths[direction],
    boxes,
    lines: linesOf(edges, groups, marks),
  };
}

function widthDown(boxes: readonly PictureBox[]): number {
  const layers = new Map<number, number>();
  for (const box of boxes) layers.set(box.layer, (layers.get(box.layer) ?? 0) + widthOf(box) + BETWEEN_BOXES);
  return Math.max(0, ...layers.values());
}

function widthAcross(boxes: readonly PictureBox[]): number {
  const layers = new Map<number, number>();
  for (const box of boxes) layers.set(box.layer, Math.max(layers.get(box.layer) ?? 0, widthOf(box)));
  return [...layers.values()].reduce((sum, width) => sum + width + BETWEEN_LAYERS, 0);
}

/** Seen in browsers. */
const [BETWEEN_BOXES, BETWEEN_LAYERS, CHARACTER, PADDING] = [26, 60, 8.5, 24];

function widthOf({ names, notes }: PictureBox): number {
  const longest = Math.max(
    ...names.map((name) => Math.min(25, name.length)),
    ...notes.map(({ length }) => Math.min(40, length)),
  );
  return Math.max(60, longest * CHARACTER + PADDING);
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
