import type { Picture, PictureBox, PictureLine } from '../picture/picture.ts';

/** A box with its place, in pixels. */
export interface PlacedBox {
  readonly box: PictureBox;
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line as Bézier curves: its start, then three points for each curve. */
export interface PlacedLine {
  readonly line: PictureLine;
  readonly points: readonly Point[];
}

/** The frame around what belongs to a project. */
export interface PlacedFrame {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture on paper. */
export interface Layout {
  readonly picture: Picture;
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  readonly frames: readonly PlacedFrame[];
  readonly width: number;
  readonly height: number;
}

/** Around everything. */
export const MARGIN = 16;
