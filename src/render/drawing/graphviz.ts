import { framed, type Frame } from '../picture/frames.ts';
import type { Picture } from '../picture/picture.ts';
import { engine } from './engine.ts';
import { type Layout, MARGIN, type Point } from './paper.ts';
import { ranksOf } from './ranks.ts';
import { shortened, type SizedBox } from './size.ts';
import { textWidth } from './text-width.ts';

const INCH = 72;

/** Boxes and lines on paper, by Graphviz. It is given sizes and ids of ours only, no text of the files. `null`: it does not get done with this picture. */
export async function drawnByGraphviz(picture: Picture, sized: readonly SizedBox[]): Promise<Layout | null> {
  const { boxes, lines } = picture;
  const graph = (await engine())(dotOf(picture, sized));
  if (graph === null) return null;
  const placed = sized.flatMap(({ box, rows, width, height }) => {
    const middle = pointIn(graph.places.get(box.id) ?? '');
    return middle === null
      ? []
      : [{ box, rows, width, height, x: middle.x - width / 2 + MARGIN, y: middle.y - height / 2 + MARGIN }];
  });
  const frames = named(framed(boxes).frames, 'cluster_').flatMap(({ id, frame: { title } }) => {
    const [left, top, right, bottom] = numbersIn(graph.places.get(id) ?? '');
    if (left === undefined || top === undefined || right === undefined || bottom === undefined) return [];
    const [width, height] = [right - left, Math.abs(bottom - top)];
    return [{ title, x: left + MARGIN, y: Math.min(top, bottom) + MARGIN, width, height }];
  });
  const [, top = 0, right = 0, bottom = 0] = numbersIn(graph.bb);
  return {
    picture,
    boxes: placed,
    lines: lines.flatMap((line, index) => {
      const way = graph.ways.get(`l${index.toString()}`);
      return way === undefined ? [] : [{ line, points: curveOf(way) }];
    }),
    frames,
    width: right + 2 * MARGIN,
    height: Math.abs(bottom - top) + 2 * MARGIN,
  };
}

function dotOf(picture: Picture, sized: readonly SizedBox[]): string {
  const { boxes, lines, direction } = picture;
  const node = ({ box, width, height }: SizedBox): string =>
    `${box.id} [width=${inches(width)}, height=${inches(height)}]`;
  const ranks = ranksOf(picture, new Map(sized.map(({ box, width, height }) => [box.id, { width, height }])));
  const heads = ranks.flatMap(([first]) => first ?? []);
  return [
    'digraph {',
    `graph [rankdir=${direction}, nodesep=0.28, ranksep=0.55, newrank=true, splines=true, nslimit=2, nslimit1=2]`,
    'node [shape=box, fixedsize=true, label=""]',
    'edge [arrowsize=0.8]',
    ...clusters(framed(boxes), 'cluster_', new Map(sized.map((each) => [each.box.id, node(each)]))),
    ...ranks.map((rank) => `{ rank=same; ${rank.join('; ')} }`),
    ...heads.slice(1).map((id, index) => `${heads[index] ?? id} -> ${id} [style=invis, weight=0]`),
    ...lines.map(
      ({ from, to, kind }, index) =>
        `${from} -> ${to} [id=l${index.toString()}${kind === 'reach' ? '' : ', dir=none'}]`,
    ),
    '}',
  ].join('\n');
}

/** Boxes, then frames with what is in them, each with as many letters of ours as hold the place of its title. */
function clusters(
  { boxes, frames }: Omit<Frame, 'title'>,
  prefix: string,
  nodes: ReadonlyMap<string, string>,
): readonly string[] {
  return [
    ...boxes.map(({ id }) => nodes.get(id) ?? id),
    ...frames.flatMap((frame, index) => [
      `subgraph ${prefix}${index.toString()} {`,
      `label="${'m'.repeat(Math.ceil(textWidth(shortened(frame.title)) / 11))}"; fontsize=14; margin=12`,
      ...clusters(frame, `${prefix}${index.toString()}_`, nodes),
      '}',
    ]),
  ];
}

/** Frames and those in them, by the ids of their clusters; the outer ones first. */
function named(frames: readonly Frame[], prefix: string): readonly { readonly id: string; readonly frame: Frame }[] {
  return frames.flatMap((frame, index) => {
    const id = `${prefix}${index.toString()}`;
    return [{ id, frame }, ...named(frame.frames, `${id}_`)];
  });
}

function inches(pixels: number): string {
  return (pixels / INCH).toFixed(4);
}

function pointIn(text: string): Point | null {
  const [x, y] = numbersIn(text);
  return x === undefined || y === undefined ? null : { x, y };
}

function numbersIn(text: string): readonly number[] {
  return text.split(',').map(Number).filter(Number.isFinite);
}

/** `e,x,y x,y x,y …`: where its arrow ends, then the start and three points for each curve. */
function curveOf(text: string): readonly Point[] {
  const [first = ''] = text.split(';');
  const words = first.split(' ');
  const ends = (sign: string): Point | null => {
    const word = words.find((each) => each.startsWith(`${sign},`));
    return word === undefined ? null : pointIn(word.slice(2));
  };
  const [start, end] = [ends('s'), ends('e')];
  const middle = words.filter((word) => !/^[se],/u.test(word)).flatMap((word) => pointIn(word) ?? []);
  const last = middle.at(-1);
  const whole = end === null || last === undefined ? middle : [...middle, last, end, end];
  const shifted = start === null || whole[0] === undefined ? whole : [start, start, whole[0], ...whole];
  return shifted.map(({ x, y }) => ({ x: x + MARGIN, y: y + MARGIN }));
}
