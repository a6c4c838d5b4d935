import type { Look } from './picture.ts';

/** How each kind of box is painted. Both themes read: contrast of text 9:1 and more; of strokes 3:1 on white and on GitHub's dark. */
export const LOOKS = {
  outside: look('#fff8c5', '#9a6700', 2, '#3b2300'),
  host: look('#fff8c5', '#9a6700', 2, '#3b2300'),
  service: look('#ddf4ff', '#0072b2', 1, '#0a3069'),
  network: look('#eaeef2', '#6e7781', 1, '#24292f'),
  internal: look('#d8dee4', '#6e7781', 2, '#24292f'),
  volume: look('#fbefff', '#8250df', 1, '#3e1f79'),
  added: look('#d7f5e9', '#009e73', 3, '#05402f'),
  removed: { ...look('#f6f8fa', '#6e7781', 2, '#57606a'), dashed: true },
  notice: look('#fff1cc', '#9a6700', 2, '#3b2300'),
  violation: look('#ffe8d9', '#d55e00', 4, '#6b2c00'),
} as const satisfies Record<Look, BoxPaint>;

export interface BoxPaint {
  readonly fill: string;
  readonly stroke: string;
  /** Of the stroke, in pixels. */
  readonly width: number;
  readonly text: string;
  readonly dashed: boolean;
}

function look(fill: string, stroke: string, width: number, text: string): BoxPaint {
  return { fill, stroke, width, text, dashed: false };
}
