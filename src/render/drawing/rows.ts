import { addTo } from '../../words/grouped.ts';
import type { Picture, PictureBox, PictureLine } from '../picture/picture.ts';
import {
  type PlacedFrame,
  type Layout,
  MARGIN,
  type PlacedBox,
  type PlacedLine,
  type Point,
  type Size,
} from './paper.ts';
import { ROW, type SizedBox } from './size.ts';

/** A block of boxes in rows: those of one project, or those that stand in none. */
interface BoxRows {
  readonly title: string | null;
  readonly boxes: readonly PlacedBox[];
  readonly width: number;
  readonly height: number;
}

const GAP = 24;
const FRAME = { side: 16, top: 16 + ROW };
/** How much wider than high it comes out. */
const ASPECT = 1.6;

/** Boxes in rows, each network before who is on it, project by project, and straight lines: for pictures too large to follow any other way. */
export function inRows(picture: Picture, sized: readonly SizedBox[]): Layout {
  const byProject = new Map<string | null, SizedBox[]>();
  for (const each of nearOneAnother(picture, sized)) addTo(byProject, each.box.project, each);
  const blocks = [...byProject]
    .sort(([a], [b]) => Number(a !== null) - Number(b !== null))
    .map(([title, members]) => blockOf(title, members));
  const { places, width, height } = shelved(blocks, 2 * GAP);
  const at = (index: number): Point => {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    return { x: x + MARGIN, y: y + MARGIN };
  };
  const boxes = blocks.flatMap((block, index) =>
    block.boxes.map((box) => ({ ...box, x: box.x + at(index).x, y: box.y + at(index).y })),
  );
  const known = new Map(boxes.map((box) => [box.box.id, box]));
  return {
    picture,
    boxes,
    lines: picture.lines.flatMap((line) => straight(line, known.get(line.from), known.get(line.to)) ?? []),
    frames: blocks.flatMap(({ title, ...size }, index): readonly PlacedFrame[] =>
      title === null ? [] : [{ title, ...at(index), width: size.width, height: size.height }],
    ),
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  };
}

/** What is outside first, then each network or volume with who is on it; those that nearly everybody is on last, for they bring nobody together. */
function nearOneAnother({ lines }: Picture, sized: readonly SizedBox[]): readonly SizedBox[] {
  const near = new Map<string, string[]>();
  for (const { from, to } of lines) {
    addTo(near, from, to);
    addTo(near, to, from);
  }
  const known = new Map(sized.map((each) => [each.box.id, each]));
  const isHub = ({ shape }: PictureBox): boolean => shape === 'network' || shape === 'internal' || shape === 'volume';
  const ends = sized.filter(({ box }) => box.shape === 'outside' || box.shape === 'host');
  const count = ({ box }: SizedBox): number => near.get(box.id)?.length ?? 0;
  const hubs = sized.filter(({ box }) => isHub(box)).sort((a, b) => count(a) - count(b));
  const members = hubs.flatMap((hub) => [
    hub,
    ...(near.get(hub.box.id) ?? []).flatMap((id) => known.get(id) ?? []).filter(({ box }) => box.shape === 'service'),
  ]);
  return [...new Set([...ends, ...members, ...sized])];
}

function blockOf(title: string | null, members: readonly SizedBox[]): BoxRows {
  const { places, width, height } = shelved(members, GAP);
  const [side, top] = title === null ? [0, 0] : [FRAME.side, FRAME.top];
  return {
    title,
    boxes: members.map((member, index) => {
      const { x, y } = places[index] ?? { x: 0, y: 0 };
      return { ...member, x: x + side, y: y + top };
    }),
    width: width + 2 * side,
    height: height + top + side,
  };
}

/** Places of `items` in rows from left to right, so that all of it is a little wider than high. */
function shelved(items: readonly Size[], gap: number): Size & { readonly places: readonly Point[] } {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const room = Math.max(Math.sqrt(area * ASPECT), ...items.map(({ width }) => width));
  const places: Point[] = [];
  let [x, y, row, widest] = [0, 0, 0, 0];
  for (const { width, height } of items) {
    if (x > 0 && x + width > room) [x, y, row] = [0, y + row + gap, 0];
    places.push({ x, y });
    widest = Math.max(widest, x + width);
    x += width + gap;
    row = Math.max(row, height);
  }
  return { places, width: widest, height: y + row };
}

function straight(line: PictureLine, from: PlacedBox | undefined, to: PlacedBox | undefined): PlacedLine | null {
  if (from === undefined || to === undefined) return null;
  const [start, end] = [border(from, middle(to)), border(to, middle(from))];
  return { line, points: [start, start, end, end] };
}

function middle({ x, y, width, height }: PlacedBox): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where a line from the middle of `box` to `goal` leaves it. */
function border(box: PlacedBox, goal: Point): Point {
  const { x, y } = middle(box);
  const [across, down] = [goal.x - x, goal.y - y];
  const share = Math.min(1, box.width / 2 / Math.abs(across || 1e-9), box.height / 2 / Math.abs(down || 1e-9));
  return { x: x + across * share, y: y + down * share };
}
