import { forHtml } from '../escape.ts';
import { LOOKS } from '../picture/looks.ts';
import type { Line, Picture, Shape } from '../picture/picture.ts';
import { layoutOf, type Placed } from './layout.ts';

/** A picture as inline SVG in its natural size. */
export function svgOf(picture: Picture): string {
  const { placed, width, height } = layoutOf(picture);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${forHtml(`${picture.title}: ${picture.description}`)}" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">`,
    '<defs>',
    ...Object.entries(STROKES).map(
      ([look, { color }]) =>
        `<marker id="arrow-${look}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="${color}"/></marker>`,
    ),
    '</defs>',
    ...picture.lines.map((line) => lineText(line, placed)),
    ...[...placed.values()].map(boxText),
    '</svg>',
  ].join('\n');
}

const STROKES = {
  plain: { color: '#6e7781', width: 1.2 },
  added: { color: '#009e73', width: 3 },
  removed: { color: '#6e7781', width: 2 },
  violation: { color: '#d55e00', width: 4 },
} as const satisfies Record<Line['look'], { readonly color: string; readonly width: number }>;

function lineText({ from, to, kind, look, label }: Line, placed: ReadonlyMap<string, Placed>): string {
  const a = placed.get(from);
  const b = placed.get(to);
  if (a === undefined || b === undefined) return '';
  const { color, width } = STROKES[look];
  const [x1, x2] =
    a.x + a.width <= b.x
      ? [a.x + a.width, b.x]
      : b.x + b.width <= a.x
        ? [a.x, b.x + b.width]
        : [a.x + a.width, b.x + b.width];
  const [y1, y2] = [a.y + a.height / 2, b.y + b.height / 2];
  // Within a layer a line bends out to the right.
  const bend = x1 < x2 ? (x2 - x1) / 2 : x1 > x2 && x2 > b.x ? 40 : (x2 - x1) / 2;
  const [c1, c2] = a.x + a.width > b.x && b.x + b.width > a.x ? [x1 + 40, x2 + 40] : [x1 + bend, x2 - bend];
  const dashes = look === 'removed' ? ' stroke-dasharray="6 4"' : kind === 'mount' ? ' stroke-dasharray="2 3"' : '';
  const arrow = kind === 'reach' ? ` marker-end="url(#arrow-${look})"` : '';
  const path = `<path d="M${px(x1)} ${px(y1)}C${px(c1)} ${px(y1)} ${px(c2)} ${px(y2)} ${px(x2)} ${px(y2)}" fill="none" stroke="${color}" stroke-width="${width.toString()}"${dashes}${arrow}/>`;
  if (label === '') return path;
  return `${path}<text class="label" x="${px((x1 + x2) / 2)}" y="${px((y1 + y2) / 2 - 4)}" text-anchor="middle">${forHtml(label)}</text>`;
}

function boxText({ box, rows, x, y, width, height }: Placed): string {
  const { fill, stroke, width: line, text, dashed } = LOOKS[box.look];
  const paint = `fill="${fill}" stroke="${stroke}" stroke-width="${line.toString()}"${dashed ? ' stroke-dasharray="6 4"' : ''}`;
  const middle = px(x + width / 2);
  const top = y + height / 2 - ((rows.length - 1) * 18) / 2 + 5;
  return [
    `<g class="box" data-text="${forHtml(box.names.join(' ').toLowerCase())}"><title>${forHtml([...box.names, ...box.notes].join(', '))}</title>`,
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${CORNERS[box.shape].toString()}" ${paint}/>`,
    box.shape === 'internal'
      ? `<rect x="${px(x + 4)}" y="${px(y + 4)}" width="${px(width - 8)}" height="${px(height - 8)}" fill="none" stroke="${stroke}"/>`
      : '',
    ...rows.map(
      (row, index) =>
        `<text x="${middle}" y="${px(top + index * 18)}" text-anchor="middle" fill="${text}">${forHtml(row)}</text>`,
    ),
    '</g>',
  ].join('');
}

const CORNERS = { outside: 24, host: 2, service: 2, network: 16, internal: 2, volume: 10 } as const satisfies Record<
  Shape,
  number
>;

function px(length: number): string {
  return (Math.round(length * 10) / 10).toString();
}
