import { isScalar } from 'yaml';
import { inMapping, inList } from './block.ts';
import type { Changes } from './changes.ts';
import type { Splice } from './content.ts';
import { inBraces, inBrackets } from './flow.ts';
import type { WrittenFile } from './written-file.ts';

/** What changes of the text, in the order of the file; `null`: something stands in a form that is not edited, as behind `? `, or with a tag. */
export function splicesOf(file: WrittenFile, { maps, lists }: Changes): readonly Splice[] | null {
  const replaced = [
    ...[...maps.values()].flatMap(({ replaced: pairs }) => [...pairs.keys()].map(({ value }) => value)),
    ...[...lists.values()].flatMap(({ replaced: items }) => [...items.keys()]),
  ];
  // A tag says how its text is read, as `!!binary` does: another text would be read so, too.
  if (replaced.some((node) => isScalar(node) && node.tag !== undefined)) return null;
  const all = [
    ...[...maps].map(([map, change]) => ({
      start: map.range[0],
      splices: map.flow === true ? inBraces(file, map, change) : inMapping(file, map, change),
    })),
    ...[...lists].map(([list, change]) => ({
      start: list.range[0],
      splices: list.flow === true ? inBrackets(file, list, change) : inList(file, list, change),
    })),
  ];
  if (all.some(({ splices }) => splices === null)) return null;
  // Where two end at one place, what goes behind the last of the inner one comes first.
  return joined(all.sort((a, b) => b.start - a.start).flatMap(({ splices }) => splices ?? []));
}

/** `text` with all splices made. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let next = 0;
  for (const splice of splices) {
    result += text.slice(next, splice.start) + splice.text;
    next = splice.end;
  }
  return result + text.slice(next);
}

/** Splices in order; what is taken away twice is taken away once. */
export function joined(splices: readonly Splice[]): readonly Splice[] {
  const sorted = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.index - b.index)
    .map(({ splice }) => splice);
  const result: Splice[] = [];
  for (const splice of sorted) {
    const last = result.at(-1);
    if (last === undefined || splice.start >= last.end) result.push(splice);
    else
      result[result.length - 1] = {
        start: last.start,
        end: Math.max(last.end, splice.end),
        text: last.text + splice.text,
      };
  }
  return result;
}
