import { forXml } from '../escape.ts';
import type { BoxShape } from '../picture/picture.ts';
import { LINE_WIDTHS, paintOf, SHAPE, type Theme } from './paint.ts';
import type { PlacedFrame, Layout, PlacedBox, PlacedLine, Point } from './paper.ts';
import { px } from './px.ts';
import { ROW, shortened } from './size.ts';

const FONT = 'font-family="system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif" font-size="14"';

/** A file of its own. `theme` `null`: the one that the reader prefers. */
export function svgFile(layout: Layout, theme: Theme | null): string {
  const { picture, width, height } = layout;
  const style = [
    SHAPE,
    paintOf(theme ?? 'light'),
    ...(theme === null ? [`@media (prefers-color-scheme: dark) {\n${paintOf('dark')}\n}`] : []),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" ${FONT}>`,
    `<title id="title">${forXml(picture.title)}</title>`,
    `<desc id="description">${forXml(picture.description)}</desc>`,
    `<style>\n${style.join('\n')}\n</style>`,
    `<rect class="ground" width="100%" height="100%"/>`,
    drawn(layout),
    '</svg>',
    '',
  ].join('\n');
}

/** The same for a page, whose style sheet has to hold `SHAPE` and `paintOf`. */
export function svgInline(layout: Layout): string {
  const { picture, width, height } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="${forXml(`${picture.title}: ${picture.description}`)}" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">`,
    drawn(layout),
    '</svg>',
  ].join('\n');
}

function drawn({ frames, lines, boxes }: Layout): string {
  return [
    '<defs>',
    ...Object.entries(LINE_WIDTHS).map(
      ([look, width]) =>
        `<marker id="arrow-${look}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="${px(8 + 2 * width)}" markerHeight="${px(8 + 2 * width)}" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow ${look}" d="M0 0L10 5L0 10z"/></marker>`,
    ),
    '</defs>',
    ...frames.map(frameText),
    ...lines.map(lineText),
    ...frames.map(titleText),
    ...boxes.map(boxText),
  ].join('\n');
}

function frameText({ x, y, width, height }: PlacedFrame): string {
  return `<rect class="frame" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="6"/>`;
}

/** Over the lines, on a ground of its own. */
function titleText({ title, x, y }: PlacedFrame): string {
  return `<text class="title" x="${px(x + 10)}" y="${px(y + ROW)}">${forXml(shortened(title))}</text>`;
}

function lineText({ line: { from, to, kind, look, status }, points: [start, ...rest] }: PlacedLine): string {
  if (start === undefined) return '';
  const arrow = kind === 'reach' ? ` marker-end="url(#arrow-${look})"` : '';
  return `<path class="line ${kind} ${look} is-${status}" data-from="${from}" data-to="${to}" d="M${at(start)}C${rest.map(at).join(' ')}"${arrow}/>`;
}

function boxText(placed: PlacedBox): string {
  const { box, rows, x, y, width, height } = placed;
  const names = Math.min(rows.length, box.names.length);
  const cap = box.shape === 'volume' ? ROW / 4 : 0;
  const top = y + height / 2 - ((rows.length - 1) * ROW) / 2 + 5 + cap;
  return [
    `<g class="box ${box.look} is-${box.status}" data-box="${box.id}"><title>${forXml([...box.names, ...box.notes].join(', '))}</title>`,
    OUTLINES[box.shape](placed),
    ...rows.map(
      (row, index) =>
        `<text${index < names ? '' : ' class="note"'} x="${px(x + width / 2)}" y="${px(top + index * ROW)}">${forXml(row)}</text>`,
    ),
    '</g>',
  ].join('');
}

const OUTLINES = {
  outside: rounded(17),
  host: ({ x, y, width, height }) => {
    const cut = ROW / 2;
    const corners = [
      { x: x + cut, y },
      { x: x + width - cut, y },
      { x: x + width, y: y + height / 2 },
      { x: x + width - cut, y: y + height },
      { x: x + cut, y: y + height },
      { x, y: y + height / 2 },
    ];
    return `<polygon class="shape" points="${corners.map(at).join(' ')}"/>`;
  },
  service: rounded(3),
  network: rounded(10),
  internal: (box) => rounded(3)(box) + rounded(2)(within(box)),
  volume: ({ x, y, width, height }) => {
    const lid = ROW / 2;
    const sides = `M${px(x)} ${px(y + lid)}v${px(height - 2 * lid)}a${px(width / 2)} ${px(lid)} 0 0 0 ${px(width)} 0v${px(2 * lid - height)}`;
    const top = `a${px(width / 2)} ${px(lid)} 0 0 0 ${px(-width)} 0a${px(width / 2)} ${px(lid)} 0 0 0 ${px(width)} 0`;
    return `<path class="shape" d="${sides}${top}"/>`;
  },
} as const satisfies Record<BoxShape, (box: PlacedBox) => string>;

function rounded(radius: number): (box: PlacedBox) => string {
  return ({ x, y, width, height }) =>
    `<rect class="shape" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${px(Math.min(radius, height / 2))}"/>`;
}

function within({ x, y, width, height, ...rest }: PlacedBox): PlacedBox {
  return { ...rest, x: x + 4, y: y + 4, width: width - 8, height: height - 8 };
}

function at({ x, y }: Point): string {
  return `${px(x)} ${px(y)}`;
}
