import type { Report } from '../review/report/report.ts';
import { forDot } from './escape.ts';
import { pictureOf } from './picture/draw.ts';
import { framed, type Frame } from './picture/frames.ts';
import { LOOKS } from './picture/looks.ts';
import type { PictureBox, PictureLine, BoxShape } from './picture/picture.ts';
import { wholeView } from './picture/select.ts';

/** The whole map for Graphviz: `dot -Tsvg`. */
export function renderDot(report: Report): string {
  const { boxes, lines, direction, title } = pictureOf(wholeView(report));
  return [
    'digraph bulkhead {',
    `  graph [label="${forDot(title)}", rankdir=${direction}, fontname="sans-serif", nodesep=0.3, ranksep=0.5]`,
    '  node [style="filled", fontname="sans-serif", fontsize=12]',
    '  edge [fontname="sans-serif", fontsize=11]',
    ...framedText(framed(boxes), '  ', 'cluster_'),
    ...lines.map((line) => `  ${lineText(line)}`),
    '}',
    '',
  ].join('\n');
}

function framedText({ boxes, frames }: Omit<Frame, 'title'>, indent: string, id: string): readonly string[] {
  return [
    ...boxes.map((box) => indent + boxText(box)),
    ...frames.flatMap((frame, index) => [
      `${indent}subgraph ${id}${index.toString()} {`,
      `${indent}  graph [label="${forDot(frame.title)}", style=dotted]`,
      ...framedText(frame, `${indent}  `, `${id}${index.toString()}_`),
      `${indent}}`,
    ]),
  ];
}

const SHAPES = {
  outside: 'shape=circle',
  host: 'shape=hexagon',
  service: 'shape=box',
  network: 'shape=box, style="filled,rounded"',
  internal: 'shape=box, peripheries=2',
  volume: 'shape=cylinder',
} as const satisfies Record<BoxShape, string>;

function boxText({ id, shape, look, names, notes }: PictureBox): string {
  const { fill, stroke, width, text, dashed } = LOOKS[look];
  const mark = look === 'violation' ? '✖ ' : '';
  const internal = shape === 'internal' ? ' (internal)' : '';
  const rows = [...names, ...notes].map((row, index) => forDot(index === 0 ? mark + row + internal : row));
  const style = dashed ? ', style="filled,dashed"' : '';
  return `${id} [label="${rows.join('\\n')}", ${SHAPES[shape]}${style}, fillcolor="${fill}", color="${stroke}", penwidth=${width.toString()}, fontcolor="${text}"]`;
}

const KINDS = { reach: '', join: ', dir=none', mount: ', dir=none, style=dotted' } as const satisfies Record<
  PictureLine['kind'],
  string
>;

const LINE_LOOKS = {
  plain: '',
  added: ', color="#009e73", penwidth=3',
  removed: ', color="#6e7781", penwidth=2, style=dashed',
  notice: ', color="#9a6700", penwidth=2',
  violation: ', color="#d55e00", penwidth=4',
} as const satisfies Record<PictureLine['look'], string>;

function lineText({ from, to, kind, look }: PictureLine): string {
  return `${from} -> ${to} [label=""${KINDS[kind]}${LINE_LOOKS[look]}]`;
}
