import { isAlias, isMap, isSeq, type ParsedNode } from 'yaml';
import type { Entry } from './links.ts';
import { blockLines, inline, type Shown } from './print.ts';
import { columnOf, lineStart, type WrittenFile } from './written-file.ts';

/** `text` in the place of what stands from `start` to `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `shown` in the place of `node`, whose lines stand in column `indent`. */
export function inPlaceOf(file: WrittenFile, node: ParsedNode, shown: Shown, indent: number): Splice {
  const [start, end] = [node.range[0], contentEnd(file, node)];
  const isBlock = file.text[end - 1] === '\n';
  const kept = isBlock ? end - (file.text[end - 2] === '\r' ? 2 : 1) : end;
  const isInside = isWithinFlow(file, node);
  const text =
    shown.kind === 'scalar' || shown.kind === 'verbatim' || isInside
      ? inline(shown, isInside) || 'null'
      : blockLines(shown, indent, file).join(file.newline);
  return { start, end: kept, text };
}

function isWithinFlow({ links }: WrittenFile, node: ParsedNode): boolean {
  const spot = links.spotOf.get(node);
  return spot !== undefined && (spot.kind === 'item' ? spot.list : spot.map).flow === true;
}

/** End of the text of an entry. */
export function entryEnd(file: WrittenFile, { key, value }: Entry): number {
  const end = key?.range[1] ?? 0;
  return value === null || value.range[1] === value.range[0]
    ? Math.max(end, file.text.indexOf(':', end) + 1)
    : contentEnd(file, value);
}

/** End of the last text of `node`: behind it come only comments and empty lines. */
export function contentEnd(file: WrittenFile, node: ParsedNode): number {
  if (isAlias(node) || (isMap(node) && node.flow === true) || (isSeq(node) && node.flow === true)) return node.range[1];
  if (isMap(node)) {
    const last = node.items.at(-1);
    return last === undefined ? node.range[1] : entryEnd(file, last);
  }
  if (isSeq(node)) {
    const last = node.items.at(-1);
    if (last === undefined) return node.range[1];
    return last.range[1] === last.range[0]
      ? dashOf(file, last, columnOf(file, node.range[0])) + 1
      : contentEnd(file, last);
  }
  return node.range[1];
}

/** Offset of the dash before an item: the last one in its column. */
export function dashOf(file: WrittenFile, item: ParsedNode, indent: number): number {
  for (let line = lineStart(file, item.range[0]); ; line = lineStart(file, line - 1)) {
    if (file.text[line + indent] === '-' || line === 0) return line + indent;
  }
}
