import { addTo } from '../../words/grouped.ts';
import type { Picture } from '../picture/picture.ts';
import type { Size } from './paper.ts';

/** As much as a column of a page shows without scaling text of 14 px under 11 px. */
const LEAST_ROOM = 960;
const BETWEEN = 20;
const WHOLE_COLUMNS = 30;
/** How much wider than high a large picture is. */
const ASPECT = 1.6;
const BETWEEN_RANKS = 60;

/** Ids of boxes that stand in one row (or column), in the order of the layers; a layer that is too long for the picture takes several. */
export function ranksOf(
  { boxes, direction }: Picture,
  sizes: ReadonlyMap<string, Size>,
): readonly (readonly string[])[] {
  const length = (id: string): number => {
    const { width = 0, height = 0 } = sizes.get(id) ?? {};
    return (direction === 'TB' ? width : height) + BETWEEN;
  };
  const area = [...sizes.values()].reduce(
    (sum, { width, height }) => sum + (width + BETWEEN) * (height + BETWEEN_RANKS),
    0,
  );
  const ratio = direction === 'TB' ? ASPECT : 1 / ASPECT;
  // A page may be long: columns of a picture that can be read are not cut.
  const isWhole = direction === 'LR' && boxes.length <= WHOLE_COLUMNS;
  const room = isWhole ? Infinity : Math.max(LEAST_ROOM, Math.sqrt(area * ratio));
  const layers = new Map<number, string[]>();
  for (const { id, layer } of boxes) addTo(layers, layer, id);
  return [...layers]
    .sort(([a], [b]) => a - b)
    .flatMap(([, ids]) => {
      const total = ids.reduce((sum, id) => sum + length(id), 0);
      const rows = Math.max(1, Math.ceil(total / room));
      return cut(ids, length, total / rows);
    });
}

function cut(ids: readonly string[], length: (id: string) => number, most: number): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let used = 0;
  for (const id of ids) {
    if (used + length(id) / 2 > most && (rows.at(-1)?.length ?? 0) > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(id);
    used += length(id);
  }
  return rows;
}
