import type { Picture } from '../picture/picture.ts';
import { drawnByGraphviz } from './graphviz.ts';
import type { Layout } from './paper.ts';
import { inRows } from './rows.ts';
import { sizedBox } from './size.ts';

/** With more boxes Graphviz takes minutes, and nobody follows its lines. */
const MOST_BOXES = 250;

/** Boxes and lines of a picture on paper. Same picture, same places. */
export async function layoutOf(picture: Picture): Promise<Layout> {
  const sized = picture.boxes.map(sizedBox);
  const drawn = sized.length > MOST_BOXES ? null : await drawnByGraphviz(picture, sized);
  return drawn ?? inRows(picture, sized);
}
