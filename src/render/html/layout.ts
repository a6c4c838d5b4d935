import type { Box, Line, Picture } from '../picture/picture.ts';

/** A box with its place, in pixels. */
export interface Placed {
  readonly box: Box;
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
}

const ROW = 18;
const PADDING = 12;
const CHARACTER = 7.6;
const GAP_ACROSS = 90;
const GAP_DOWN = 14;
const MARGIN = 20;
const SWEEPS = 6;

/** Layers as columns from left to right, the boxes of each in the order that crosses few lines. */
export function layoutOf({ boxes, lines }: Picture): Layout {
  const columns = ordered(columnsOf(boxes), lines);
  const sized = columns.map((column) => column.map((box) => ({ box, rows: rowsOf(box), ...sizeOf(rowsOf(box)) })));
  const heights = sized.map((column) => column.reduce((sum, { height }) => sum + height + GAP_DOWN, -GAP_DOWN));
  const height = Math.max(0, ...heights) + 2 * MARGIN;
  const placed = new Map<string, Placed>();
  let x = MARGIN;
  for (const [index, column] of sized.entries()) {
    const width = Math.max(0, ...column.map((each) => each.width));
    let y = (height - (heights[index] ?? 0)) / 2;
    for (const each of column) {
      placed.set(each.box.id, { ...each, x: x + (width - each.width) / 2, y });
      y += each.height + GAP_DOWN;
    }
    x += width + GAP_ACROSS;
  }
  return { placed, width: Math.max(0, x - GAP_ACROSS + MARGIN), height };
}

function rowsOf({ names, notes, look, shape }: Box): readonly string[] {
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

function columnsOf(boxes: readonly Box[]): readonly (readonly Box[])[] {
  const layers = [...new Set(boxes.map(({ layer }) => layer))].sort((a, b) => a - b);
  return layers.map((layer) => boxes.filter((box) => box.layer === layer));
}

/** Sweeps over the layers and puts each box at the middle of its neighbours in the layer before, there and back. */
function ordered(columns: readonly (readonly Box[])[], lines: readonly Line[]): readonly (readonly Box[])[] {
  const near = neighboursOf(lines);
  const layers = new Map(columns.flatMap((column) => column.map(({ id, layer }) => [id, layer] as const)));
  let current = columns;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const places = new Map(
      current.flatMap((column) => column.map(({ id }, index) => [id, (index + 0.5) / column.length] as const)),
    );
    const forwards = sweep % 2 === 0;
    current = current.map((column) => {
      const middle = new Map(
        column.map(({ id, layer }) => {
          const others = (near.get(id) ?? []).filter((other) => (layers.get(other) ?? 0) < layer === forwards);
          const sum = others.reduce((total, other) => total + (places.get(other) ?? 0.5), 0);
          return [id, others.length === 0 ? (places.get(id) ?? 0.5) : sum / others.length] as const;
        }),
      );
      return [...column].sort((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0));
    });
  }
  return current;
}

function neighboursOf(lines: readonly Line[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to } of lines) {
    found.set(from, [...(found.get(from) ?? []), to]);
    found.set(to, [...(found.get(to) ?? []), from]);
  }
  return found;
}
