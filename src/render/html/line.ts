import type { PictureLine } from '../picture/picture.ts';
import type { Crossing, PlacedBox } from './layout.ts';
import { px } from './px.ts';

export const STROKES = {
  plain: { color: '#6e7781', width: 1.2 },
  added: { color: '#009e73', width: 3 },
  removed: { color: '#6e7781', width: 2 },
  notice: { color: '#9a6700', width: 2 },
  violation: { color: '#d55e00', width: 4 },
} as const satisfies Record<PictureLine['look'], { readonly color: string; readonly width: number }>;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from box to box, straight over the columns that it crosses and curved between them. */
export function lineText(
  { kind, look }: PictureLine,
  from: PlacedBox,
  to: PlacedBox,
  crossings: readonly Crossing[],
): string {
  const way = wayOf(from, to, crossings);
  const { color, width } = STROKES[look];
  const dashes = look === 'removed' ? ' stroke-dasharray="6 4"' : kind === 'mount' ? ' stroke-dasharray="2 3"' : '';
  const arrow = kind === 'reach' ? ` marker-end="url(#arrow-${look})"` : '';
  return `<path d="${curves(way)}" fill="none" stroke="${color}" stroke-width="${width.toString()}"${dashes}${arrow}/>`;
}

/** Corners of the line in its own direction, two for each column that it crosses. */
function wayOf(from: PlacedBox, to: PlacedBox, crossings: readonly Crossing[]): readonly Point[] {
  const side = (box: PlacedBox, right: boolean): Point => ({
    x: right ? box.x + box.width : box.x,
    y: box.y + box.height / 2,
  });
  const passes = crossings.map(({ left, right, y }): readonly [Point, Point] => [
    { x: left, y },
    { x: right, y },
  ]);
  if (from.x + from.width <= to.x) return [side(from, true), ...passes.flat(), side(to, false)];
  if (to.x + to.width <= from.x) {
    const back = passes.toReversed().flatMap(([left, right]) => [right, left]);
    return [side(from, false), ...back, side(to, true)];
  }
  return [side(from, true), side(to, true)];
}

/** Every other step is a curve that leaves and arrives level; within a column it bends out to the right. */
function curves(way: readonly Point[]): string {
  return way
    .map(({ x, y }, index) => {
      const before = way[index - 1];
      if (before === undefined) return `M${px(x)} ${px(y)}`;
      if (index % 2 === 0) return `L${px(x)} ${px(y)}`;
      const inColumn = way.length === 2 && Math.abs(x - before.x) < BEND;
      const [out, back] = inColumn ? [before.x + BEND, x + BEND] : [(before.x + x) / 2, (before.x + x) / 2];
      return `C${px(out)} ${px(before.y)} ${px(back)} ${px(y)} ${px(x)} ${px(y)}`;
    })
    .join('');
}

const BEND = 40;
