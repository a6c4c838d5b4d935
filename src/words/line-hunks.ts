import { lineMap } from './line-map.ts';

/** Lines of one text in the place of lines of another, each from its first up to but not with its end, counted from 0. */
export interface LineHunk {
  readonly from: LineSpan;
  readonly to: LineSpan;
}

export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** Where two texts differ, in order: what is between their hunks is equal line by line. */
export function lineHunks(from: string, to: string): readonly LineHunk[] {
  const [before, after] = [from.split('\n').length, to.split('\n').length];
  const place = lineMap(from, to);
  const hunks: LineHunk[] = [];
  let [start, toStart] = [0, 0];
  for (let at = 0; at <= before; at += 1) {
    const found = at < before ? place(at + 1) : { line: after + 1, exact: true };
    if (!found.exact) continue;
    const toEnd = found.line - 1;
    if (at > start || toEnd > toStart) hunks.push({ from: { start, end: at }, to: { start: toStart, end: toEnd } });
    [start, toStart] = [at + 1, toEnd + 1];
  }
  return hunks;
}
