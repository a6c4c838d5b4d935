import { LOOKS, type BoxPaint } from '../picture/looks.ts';
import type { Look, PictureLine } from '../picture/picture.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Looks of boxes on a dark ground. Contrast of text 7:1 and more; of strokes 3:1 and more on the ground. */
export const DARK_LOOKS = {
  outside: look('#3a2d05', '#d29922', 2, '#ffe9b0'),
  host: look('#3a2d05', '#d29922', 2, '#ffe9b0'),
  service: look('#0c2a44', '#4aa3df', 1, '#d6ecff'),
  network: look('#24292f', '#8b949e', 1, '#e6edf3'),
  internal: look('#30363d', '#8b949e', 2, '#f0f6fc'),
  volume: look('#2a1e45', '#a87bf5', 1, '#e9dcff'),
  added: look('#0a3a2b', '#2bc796', 3, '#cdf7e6'),
  removed: { ...look('#161b22', '#8b949e', 2, '#b1bac4'), dashed: true },
  notice: look('#3a2d05', '#d29922', 2, '#ffe9b0'),
  violation: look('#471b05', '#ff8a4c', 4, '#ffe3d3'),
} as const satisfies Record<Look, BoxPaint>;

const GROUNDS = {
  light: { ground: '#ffffff', text: '#1f2328', quiet: '#59636e' },
  dark: { ground: '#0d1117', text: '#f0f6fc', quiet: '#9198a1' },
} as const satisfies Record<Theme, Readonly<Record<string, string>>>;

const BOXES = { light: LOOKS, dark: DARK_LOOKS } as const satisfies Record<Theme, Record<Look, BoxPaint>>;

type LineLook = PictureLine['look'];
/** The box whose stroke a line has. */
const LIKE = {
  plain: 'network',
  added: 'added',
  removed: 'removed',
  notice: 'notice',
  violation: 'violation',
} as const satisfies Record<LineLook, Look>;
/** In pixels. */
export const LINE_WIDTHS = { plain: 1.2, added: 3, removed: 2, notice: 2, violation: 4 } as const satisfies Record<
  LineLook,
  number
>;

/** Style sheet of a drawing: shapes, text and lines by the class of their look. */
export function paintOf(theme: Theme): string {
  const { ground, text, quiet } = GROUNDS[theme];
  return [
    `.ground{fill:${ground}}`,
    `.frame{fill:none;stroke:${quiet};stroke-dasharray:2 3}`,
    `.title{fill:${text};stroke:${ground}}`,
    ...Object.entries(BOXES[theme]).flatMap(([name, { fill, stroke, width, text: ink, dashed }]) => [
      `.${name} .shape{fill:${fill};stroke:${stroke};stroke-width:${width.toString()}${dashed ? ';stroke-dasharray:6 4' : ''}}`,
      `.${name} text{fill:${ink}}`,
    ]),
    ...Object.entries(LIKE).flatMap(([name, like]) => {
      const { stroke } = BOXES[theme][like];
      return [`.line.${name}{stroke:${stroke}}`, `.arrow.${name}{fill:${stroke}}`];
    }),
  ].join('\n');
}

/** What is the same in every theme. */
export const SHAPE = [
  'text{text-anchor:middle}',
  '.title{text-anchor:start;font-weight:600;stroke-width:5px;paint-order:stroke}',
  '.line{fill:none}',
  ...Object.entries(LINE_WIDTHS).map(([name, width]) => `.line.${name}{stroke-width:${width.toString()}}`),
  '.line.mount{stroke-dasharray:2 3}',
  '.line.removed{stroke-dasharray:6 4}',
].join('\n');

function look(fill: string, stroke: string, width: number, text: string): BoxPaint {
  return { fill, stroke, width, text, dashed: false };
}
