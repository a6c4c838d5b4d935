import type { PictureBox, PictureLine } from '../picture/picture.ts';

/** What stands in a column: a box, or the place where a line passes on its way to a further column. */
export interface Cell {
  readonly id: string;
  readonly column: number;
  readonly box: PictureBox | null;
}

export interface Columns {
  readonly cells: readonly (readonly Cell[])[];
  /** Cells that each line goes through, from left to right; its own boxes first and last. */
  readonly ways: ReadonlyMap<PictureLine, readonly string[]>;
}

const SWEEPS = 6;

/** Layers as columns, the cells of each in the order that crosses few lines. No line goes through a box that is not its own. */
export function columnsOf(boxes: readonly PictureBox[], lines: readonly PictureLine[]): Columns {
  const layers = [...new Set(boxes.map(({ layer }) => layer))].sort((a, b) => a - b);
  const place = new Map(boxes.map(({ id, layer }) => [id, layers.indexOf(layer)]));
  const cells: Cell[][] = layers.map((layer, column) =>
    boxes.filter((box) => box.layer === layer).map((box) => ({ id: box.id, column, box })),
  );
  const ways = new Map<PictureLine, readonly string[]>();
  for (const [index, line] of lines.entries()) {
    const [from, to] = [place.get(line.from), place.get(line.to)];
    if (from === undefined || to === undefined) continue;
    const [left, right] = from <= to ? [from, to] : [to, from];
    const passed: string[] = [];
    for (let column = left + 1; column < right; column += 1) {
      // No id of a box has a space in it.
      const cell = { id: `line ${String(index)} ${String(column)}`, column, box: null };
      cells[column]?.push(cell);
      passed.push(cell.id);
    }
    ways.set(line, from <= to ? [line.from, ...passed, line.to] : [line.to, ...passed, line.from]);
  }
  return { cells: ordered(cells, [...ways.values()]), ways };
}

/** Sweeps over the columns and puts each cell at the middle of its neighbours in the column before, there and back. */
function ordered(
  columns: readonly (readonly Cell[])[],
  ways: readonly (readonly string[])[],
): readonly (readonly Cell[])[] {
  const near = neighboursOf(ways);
  const home = new Map(columns.flatMap((column) => column.map((cell) => [cell.id, cell.column] as const)));
  let current = columns;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const places = new Map(
      current.flatMap((column) => column.map(({ id }, index) => [id, (index + 0.5) / column.length] as const)),
    );
    const forwards = sweep % 2 === 0;
    current = current.map((column) => {
      const middle = new Map(
        column.map((cell) => {
          const others = (near.get(cell.id) ?? []).filter((other) => (home.get(other) ?? 0) < cell.column === forwards);
          const sum = others.reduce((total, other) => total + (places.get(other) ?? 0.5), 0);
          return [cell.id, others.length === 0 ? (places.get(cell.id) ?? 0.5) : sum / others.length] as const;
        }),
      );
      return [...column].sort((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0));
    });
  }
  return current;
}

function neighboursOf(ways: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (id: string, other: string): void => {
    const known = found.get(id);
    if (known === undefined) found.set(id, [other]);
    else known.push(other);
  };
  for (const way of ways) {
    for (const [index, id] of way.entries()) {
      const next = way[index + 1];
      if (next === undefined) continue;
      add(id, next);
      add(next, id);
    }
  }
  return found;
}
