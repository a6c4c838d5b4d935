import type { PictureBox } from '../picture/picture.ts';
import { textWidth } from './text-width.ts';

/** Height of a row of text. */
export const ROW = 18;
const PADDING = { across: 12, down: 8 };
const LEAST_WIDTH = 44;

/** A box before it has a place. */
export interface SizedBox {
  readonly box: PictureBox;
  readonly rows: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** `box` with its rows of text, and as large as they need. */
export function sizedBox(box: PictureBox): SizedBox {
  const rows = rowsOf(box);
  const widest = Math.max(0, ...rows.map(textWidth));
  const round = box.shape === 'outside' || box.shape === 'host' ? ROW : 0;
  const cap = box.shape === 'volume' ? ROW / 2 : 0;
  return {
    box,
    rows,
    width: Math.max(LEAST_WIDTH, Math.ceil(widest) + 2 * PADDING.across + round),
    height: rows.length * ROW + 2 * PADDING.down + cap,
  };
}

function rowsOf({ names, notes, look, shape }: PictureBox): readonly string[] {
  const mark = look === 'violation' ? '✖ ' : '';
  const internal = shape === 'internal' ? ' (internal)' : '';
  return [
    ...names.map((name, index) => (index === 0 ? mark + shortened(name) + internal : shortened(name))),
    ...notes.map((note) => shortened(note, 40)),
  ];
}

/** The title of the box has the name in full. */
export function shortened(text: string, most = 24): string {
  const points = [...text];
  return points.length > most ? `${points.slice(0, most).join('')}…` : text;
}
