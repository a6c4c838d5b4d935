import { forHtml } from '../escape.ts';
import { LOOKS } from '../picture/looks.ts';
import type { Picture, BoxShape } from '../picture/picture.ts';
import { layoutOf, type PlacedBox } from './layout.ts';
import { lineText, STROKES } from './line.ts';
import { px } from './px.ts';

/** A picture as inline SVG in its natural size. */
export function svgOf(picture: Picture): string {
  const { placed, crossings, width, height } = layoutOf(picture);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${forHtml(`${picture.title}: ${picture.description}`)}" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">`,
    '<defs>',
    ...Object.entries(STROKES).map(
      ([look, { color }]) =>
        `<marker id="arrow-${look}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="${color}"/></marker>`,
    ),
    '</defs>',
    ...picture.lines.map((line) => {
      const [from, to] = [placed.get(line.from), placed.get(line.to)];
      return from === undefined || to === undefined ? '' : lineText(line, from, to, crossings.get(line) ?? []);
    }),
    ...[...placed.values()].map(boxText),
    '</svg>',
  ].join('\n');
}

function boxText({ box, rows, x, y, width, height }: PlacedBox): string {
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
  BoxShape,
  number
>;
