import type { Picture } from '../picture/picture.ts';
import { drawnByGraphviz } from './graphviz.ts';
import type { Layout } from './paper.ts';
import { inRows } from './rows.ts';
import { sizedBox } from './size.ts';

/** With more boxes Graphviz takes minutes, and nobody follows its lines. */
const MOST_BOXES = 250;
/** Up to this many boxes the text can be read in a column of 800 px: 14 px are 11 px there. */
const READABLE_BOXES = 30;
const WIDEST = 1018;
/** What a page shows best: how much wider than high, and how far from it is still good. */
const ASPECT = 1.4;
const TOLERANCE = 2.5;

/** Boxes and lines of a picture on paper, in its direction, or in the other or in rows where that is better to read. Same picture, same places. */
export async function layoutOf(picture: Picture): Promise<Layout> {
  const sized = picture.boxes.map(sizedBox);
  if (sized.length > MOST_BOXES) return inRows(picture, sized);
  const drawn = await drawnByGraphviz(picture, sized);
  if (drawn === null) return inRows(picture, sized);
  if (faultOf(drawn) === 0) return drawn;
  const turned = await drawnByGraphviz({ ...picture, direction: picture.direction === 'TB' ? 'LR' : 'TB' }, sized);
  const better = turned !== null && faultOf(turned) < faultOf(drawn) ? turned : drawn;
  return sized.length > READABLE_BOXES && faultOf(better) > 0 ? inRows(picture, sized) : better;
}

/** How hard a picture is to read for its shape; 0: it is not. */
function faultOf({ picture, width, height }: Layout): number {
  if (picture.boxes.length <= READABLE_BOXES) return Math.max(0, width - WIDEST);
  const distance = Math.abs(Math.log(width / height / ASPECT));
  return distance > Math.log(TOLERANCE) ? distance : 0;
}
