import type { Report } from '../review/report/report.ts';
import { mermaidLabel } from './escape.ts';
import type { Numbered } from './numbered.ts';
import { pictureOf } from './picture/draw.ts';
import { framed, type Frame } from './picture/frames.ts';
import { LOOKS, type BoxPaint } from './picture/looks.ts';
import type { PictureBox, PictureLine, Picture, BoxShape } from './picture/picture.ts';
import type { View } from './picture/view.ts';
import { changeView, focusView, wholeView } from './picture/select.ts';

/** With more boxes the text is too small to read: then the table, the paths and the HTML page tell it. */
const MOST_BOXES = 30;
/** Text of 16 px that is scaled down to 800 px is 11 px then. */
const WIDEST = 1150;
/** Limits of Mermaid itself; a diagram cannot raise them. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

/** The whole map, as `bulkhead graph` prints it. Past Mermaid's own limits: one box that says so. */
export function renderMermaid(report: Report): string {
  const text = withinLimits(pictureOf(wholeView(report)));
  return `${text ?? mermaid(tooLarge(report))}\n`;
}

/** A diagram, and how much of the report it shows. */
export interface DrawnPart {
  readonly text: string;
  /** Services that are in it. */
  readonly services: number;
  /** Findings that are marked in it. */
  readonly causes: number;
}

/** The whole map for a comment; `null` where it would be too large to read. */
export function overviewDiagram(report: Report): DrawnPart | null {
  return readable(wholeView(report));
}

/** What a change changed, with its neighbours if they fit, or as many of the worst findings as do; `null` where nothing is to be drawn. */
export function changeDiagram(report: Report): DrawnPart | null {
  for (const most of [Infinity, 5, 2, 1]) {
    for (const wide of [true, false]) {
      const view = changeView(report, wide, most);
      const drawing = view === null ? null : readable(view);
      if (drawing !== null) return drawing;
    }
  }
  return null;
}

/** The path of one finding in one row; `null` where it claims no reach. */
export function focusDiagram(report: Report, finding: Numbered): string | null {
  const view = focusView(report, finding);
  return view === null ? null : (readable(view)?.text ?? null);
}

function readable(view: View): DrawnPart | null {
  const picture = pictureOf(view);
  if (picture.boxes.length > MOST_BOXES || picture.boxes.length < 2 || picture.width > WIDEST) return null;
  const text = withinLimits(picture);
  const services = view.nodes.filter(({ kind }) => kind === 'service').length;
  return text === null ? null : { text, services, causes: view.findings.length };
}

function withinLimits(picture: Picture): string | null {
  if (picture.boxes.length === 0 || picture.lines.length > MOST_EDGES) return null;
  const text = mermaid(picture);
  return text.length > MOST_CHARACTERS ? null : text;
}

/** ELK where Mermaid has it (12), in the size that fits GitHub's column; 10 and 11 fall back to dagre. */
const FRONT_MATTER = [
  '---',
  'config:',
  '  layout: elk',
  '  flowchart:',
  '    nodeSpacing: 22',
  '    rankSpacing: 40',
  '    padding: 10',
  '    minNodeWidth: 60',
  '    wrappingWidth: 260',
  '    diagramPadding: 12',
  '---',
];

export function mermaid(picture: Picture): string {
  const { boxes, lines } = picture;
  const used = new Set<string>(boxes.map(({ look }) => look));
  return [
    ...FRONT_MATTER,
    `flowchart ${picture.direction}`,
    `  accTitle: ${plainWords(picture.title)}`,
    `  accDescr: ${plainWords(picture.description)}`,
    ...framedText(framed(boxes), '  ', 'p'),
    ...lines.map((line) => `  ${lineText(line)}`),
    ...LINE_STYLES.flatMap(([look, style]) => {
      const indices = lines.flatMap((line, index) => (line.look === look ? [index.toString()] : []));
      return indices.length === 0 ? [] : [`  linkStyle ${indices.join(',')} ${style}`];
    }),
    ...Object.entries(LOOKS).flatMap(([look, paint]) =>
      used.has(look) ? [`  classDef ${look} ${styleOf(paint)}`] : [],
    ),
  ].join('\n');
}

/** Boxes, then frames with what is in them; ids of frames are ours. */
function framedText({ boxes, frames }: Omit<Frame, 'title'>, indent: string, id: string): readonly string[] {
  return [
    ...boxes.map((box) => indent + boxText(box)),
    ...frames.flatMap((frame, index) => [
      `${indent}subgraph ${id}${index.toString()}["${mermaidLabel(frame.title)}"]`,
      ...framedText(frame, `${indent}  `, `${id}${index.toString()}n`),
      `${indent}end`,
    ]),
  ];
}

const SHAPES = {
  outside: ['((', '))'],
  host: ['{{', '}}'],
  service: ['[', ']'],
  network: ['([', '])'],
  internal: ['[[', ']]'],
  volume: ['[(', ')]'],
} as const satisfies Record<BoxShape, readonly [string, string]>;

function boxText({ id, shape, look, names, notes }: PictureBox): string {
  const [open, close] = SHAPES[shape];
  const mark = look === 'violation' ? '✖ ' : '';
  const [first = '', ...rest] = names.map((name) => mermaidLabel(name));
  const rows = [
    mark + first + (shape === 'internal' ? ' (internal)' : ''),
    ...rest,
    ...notes.map((note) => mermaidLabel(note, 40)),
  ];
  return `${id}${open}"${rows.join('<br/>')}"${close}:::${look}`;
}

const ARROWS = { reach: '-->', join: '---', mount: '-.-' } as const satisfies Record<PictureLine['kind'], string>;

function lineText({ from, to, kind, look }: PictureLine): string {
  const isFinding = look === 'violation' || look === 'notice';
  const arrow = isFinding ? '==>' : look === 'removed' ? REMOVED_ARROWS[kind] : ARROWS[kind];
  return `${from} ${arrow} ${to}`;
}

const REMOVED_ARROWS = { reach: '-.->', join: '-.-', mount: '-.-' } as const satisfies Record<
  PictureLine['kind'],
  string
>;

const LINE_STYLES: readonly (readonly [PictureLine['look'], string])[] = [
  ['violation', 'stroke:#d55e00,stroke-width:4px'],
  ['notice', 'stroke:#9a6700,stroke-width:2px'],
  ['added', 'stroke:#009e73,stroke-width:3px'],
  ['removed', 'stroke:#6e7781,stroke-width:2px,stroke-dasharray:6 4'],
];

function styleOf({ fill, stroke, width, text, dashed }: BoxPaint): string {
  return `fill:${fill},stroke:${stroke},stroke-width:${width.toString()}px${dashed ? ',stroke-dasharray:6 4' : ''},color:${text}`;
}

/** `accTitle` and `accDescr` read to the end of their line and know no quotes. */
function plainWords(text: string): string {
  return text.replace(/[^A-Za-z0-9,.-]+/gu, ' ');
}

function tooLarge({ topology }: Report): Picture {
  const names = ['This map is too large to draw'];
  const notes = [`${topology.nodes.length.toString()} nodes and ${topology.edges.length.toString()} edges`];
  const box: PictureBox = {
    id: 's0',
    shape: 'service',
    look: 'service',
    status: 'kept',
    nodes: [],
    names,
    notes,
    layer: 0,
    project: null,
    namespace: null,
  };
  return {
    title: 'Too large to draw',
    description: notes.join(''),
    direction: 'TB',
    width: 0,
    boxes: [box],
    lines: [],
  };
}
