import type { Report } from '../review/report/report.ts';
import { mermaidLabel } from './escape.ts';
import type { Numbered } from './numbered.ts';
import { pictureOf } from './picture/draw.ts';
import { LOOKS, type BoxPaint } from './picture/looks.ts';
import type { PictureBox, PictureLine, Picture, BoxShape } from './picture/picture.ts';
import { changeView, focusView, wholeView } from './picture/select.ts';

/** Above this many boxes nobody finds anything: then the table, the paths and the HTML page tell it. */
const MOST_BOXES = 60;
/** Limits of Mermaid itself; a diagram cannot raise them. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

/** The whole map, as `bulkhead graph` prints it. Past Mermaid's own limits: one box that says so. */
export function renderMermaid(report: Report): string {
  const text = withinLimits(pictureOf(wholeView(report, 'all')));
  return `${text ?? mermaid(tooLarge(report))}\n`;
}

/** The whole map for a comment; `null` where it would be too large to read. No words on lines where it is folded away: Mermaid cannot measure them there. */
export function overviewDiagram(report: Report, folded: boolean): string | null {
  return readable(pictureOf(wholeView(report, folded ? 'none' : 'all')));
}

/** What a change changed, with its neighbours if they fit; `null` where nothing is to be drawn or it would be too large to read. */
export function changeDiagram(report: Report): string | null {
  for (const wide of [true, false]) {
    const view = changeView(report, wide);
    const text = view === null ? null : readable(pictureOf(view));
    if (text !== null) return text;
  }
  return null;
}

/** The path of one finding in one row; `null` where it claims no reach. */
export function focusDiagram(report: Report, finding: Numbered, folded: boolean): string | null {
  const view = focusView(report, finding, folded ? 'none' : 'numbers');
  return view === null ? null : readable(pictureOf(view));
}

function readable(picture: Picture): string | null {
  return picture.boxes.length > MOST_BOXES || picture.boxes.length < 2 ? null : withinLimits(picture);
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
    ...boxes.map((box) => `  ${boxText(box)}`),
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
    mark + first + (shape === 'internal' ? ' #40;internal#41;' : ''),
    ...rest,
    ...notes.map((note) => mermaidLabel(note, 40)),
  ];
  return `${id}${open}"${rows.join('<br/>')}"${close}:::${look}`;
}

const ARROWS = { reach: '-->', join: '---', mount: '-.-' } as const satisfies Record<PictureLine['kind'], string>;

function lineText({ from, to, kind, look, label }: PictureLine): string {
  const arrow = look === 'violation' ? '==>' : look === 'removed' ? REMOVED_ARROWS[kind] : ARROWS[kind];
  const words = label === '' ? '' : `|"${mermaidLabel(label, 40)}"|`;
  return `${from} ${arrow}${words} ${to}`;
}

const REMOVED_ARROWS = { reach: '-.->', join: '-.-', mount: '-.-' } as const satisfies Record<
  PictureLine['kind'],
  string
>;

const LINE_STYLES: readonly (readonly [PictureLine['look'], string])[] = [
  ['violation', 'stroke:#d55e00,stroke-width:4px'],
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
  const box: PictureBox = { id: 's0', shape: 'service', look: 'service', names, notes, layer: 0 };
  return { title: 'Too large to draw', description: notes.join(''), direction: 'TB', boxes: [box], lines: [] };
}
