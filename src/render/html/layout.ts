import type { PictureBox, PictureLine, Picture } from '../picture/picture.ts';
import { columnsOf } from './columns.ts';

/** A box with its place, in pixels. */
export interface PlacedBox {
  readonly box: PictureBox;
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a line crosses a column that has none of its boxes: straight from `left` to `right`. */
export interface Crossing {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export interface Layout {
  readonly placed: ReadonlyMap<string, PlacedBox>;
  /** From left to right. */
  readonly crossings: ReadonlyMap<PictureLine, readonly Crossing[]>;
  readonly width: number;
  readonly height: number;
}

const ROW = 18;
const PADDING = 12;
const CHARACTER = 7.6;
const GAP_ACROSS = 90;
const GAP_DOWN = 14;
/** Below a line that passes. */
const GAP_PASSED = 8;
const MARGIN = 20;

/** Layers as columns from left to right; a line that goes further than the next column passes between the boxes. */
export function layoutOf({ boxes, lines }: Picture): Layout {
  const { cells, ways } = columnsOf(boxes, lines);
  const sized = cells.map((column) =>
    column.map(({ id, box }) => {
      const rows = box === null ? [] : rowsOf(box);
      return {
        id,
        box,
        rows,
        ...(box === null ? { width: 0, height: 0, gap: GAP_PASSED } : { ...sizeOf(rows), gap: GAP_DOWN }),
      };
    }),
  );
  const heights = sized.map((column) => column.reduce((sum, { height, gap }) => sum + height + gap, -GAP_DOWN));
  const height = Math.max(0, ...heights) + 2 * MARGIN;
  const placed = new Map<string, PlacedBox>();
  const passed = new Map<string, Crossing>();
  let x = MARGIN;
  for (const [index, column] of sized.entries()) {
    const width = Math.max(0, ...column.map((each) => each.width));
    let y = (height - (heights[index] ?? 0)) / 2;
    for (const each of column) {
      if (each.box === null) passed.set(each.id, { left: x, right: x + width, y });
      else placed.set(each.id, { ...each, box: each.box, x: x + (width - each.width) / 2, y });
      y += each.height + each.gap;
    }
    x += width + GAP_ACROSS;
  }
  const crossings = new Map([...ways].map(([line, way]) => [line, way.flatMap((id) => passed.get(id) ?? [])] as const));
  return { placed, crossings, width: Math.max(0, x - GAP_ACROSS + MARGIN), height };
}

function rowsOf({ names, notes, look, shape }: PictureBox): readonly string[] {
  const mark = look === 'violation' ? '✖ ' : '';
  const internal = shape === 'internal' ? ' (internal)' : '';
  return [...names, ...notes].map(
    (row, index) => shortened(index === 0 ? mark + row : row) + (index === 0 ? internal : ''),
  );
}

/** The title of the box has the name in full. */
function shortened(text: string): string {
  const points = [...text];
  return points.length > 30 ? `${points.slice(0, 30).join('')}…` : text;
}

function sizeOf(rows: readonly string[]): { readonly width: number; readonly height: number } {
  const longest = Math.max(1, ...rows.map((row) => [...row].length));
  return { width: Math.round(longest * CHARACTER) + 2 * PADDING, height: rows.length * ROW + PADDING };
}
