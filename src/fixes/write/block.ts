import { isAlias, isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ListChange, MapChange } from './changes.ts';
import { contentEnd, dashOf, entryEnd, inPlaceOf, type Splice } from './content.ts';
import type { Entry } from './links.ts';
import { entryLines, entryOf, inline, itemLines, type Shown } from './print.ts';
import { columnOf, lineEnd, lineStart, type WrittenFile } from './written-file.ts';

/** What changes of a mapping in block style; `null`: one stands in a form that is not edited. */
export function inMapping(file: WrittenFile, map: YAMLMap.Parsed, change: MapChange): readonly Splice[] | null {
  const splices: (Splice | null)[] = [];
  const indent = columnOf(file, map.range[0]);
  for (const [index, pair] of map.items.entries()) {
    const shown = change.replaced.get(pair);
    if (change.removed.has(pair)) splices.push(withoutEntry(file, map, index));
    else if (shown !== undefined) splices.push(withValue(file, pair, shown, indent));
  }
  const lines = [...change.added].flatMap(([key, value]) => entryLines(entryOf(key, value), indent, file));
  if (lines.length > 0) splices.push(behind(file, map, lines, indent));
  return whole(splices);
}

/** What changes of a list of dashes. */
export function inList(file: WrittenFile, list: YAMLSeq.Parsed, change: ListChange): readonly Splice[] | null {
  const splices: (Splice | null)[] = [];
  const indent = columnOf(file, list.range[0]);
  for (const item of list.items) {
    const shown = change.replaced.get(item);
    if (change.removed.has(item)) splices.push(withoutLines(file, dashOf(file, item, indent), contentEnd(file, item)));
    else if (shown !== undefined) splices.push(inPlaceOf(file, item, shown, columnOf(file, item.range[0])));
  }
  const lines = change.added.flatMap((value) => itemLines(value, indent, file));
  if (lines.length > 0) splices.push(behind(file, list, lines, indent));
  return whole(splices);
}

function whole(splices: readonly (Splice | null)[]): readonly Splice[] | null {
  const found = splices.flatMap((splice) => splice ?? []);
  return found.length < splices.length ? null : found;
}

/** Takes the lines from that of `start` to that of `end`. */
function withoutLines(file: WrittenFile, start: number, end: number): Splice | null {
  const from = lineStart(file, start);
  if (file.text.slice(from, start).trim() !== '') return null;
  const to = file.text[end - 1] === '\n' ? end : lineEnd(file, end);
  // A file that does not end in a new line is not to end in one then.
  const isLast = to === file.text.length && file.text.at(-1) !== '\n' && from > 0;
  return { start: isLast ? from - file.newline.length : from, end: to, text: '' };
}

function withoutEntry(file: WrittenFile, map: YAMLMap.Parsed, index: number): Splice | null {
  const [pair, next] = [map.items[index], map.items[index + 1]];
  const start = pair?.key?.range[0];
  if (pair === undefined || start === undefined) return null;
  const before = file.text.slice(lineStart(file, start), start);
  if (before.trim() === '') return withoutLines(file, start, entryEnd(file, pair));
  // The first key behind the dash of an item: the next one takes its place.
  if (!/^\s*(- +)+$/.test(before) || next?.key === undefined || next.key === null) return null;
  return { start, end: next.key.range[0], text: '' };
}

/** The value of `pair`, whose key stands in column `indent`, replaced. */
function withValue(file: WrittenFile, pair: Entry, shown: Shown, indent: number): Splice | null {
  const { key, value } = pair;
  if (key === null) return null;
  if (value !== null && value.range[1] > value.range[0]) {
    if (shown.kind === 'scalar' || shown.kind === 'verbatim') return inPlaceOf(file, value, shown, indent);
    if (isAlias(value) || !(isMap(value) || isSeq(value)) || value.flow !== true) {
      const [head = '', ...lines] = entryLines(entryOf('x', shown), indent, file);
      const text = [head.slice('x:'.length), ...lines].join(file.newline);
      return { start: afterColon(file, key), end: contentEnd(file, value), text };
    }
    return { start: value.range[0], end: value.range[1], text: inline(shown, true) };
  }
  const start = afterColon(file, key);
  const [head = '', ...lines] = entryLines(entryOf('x', shown), indent, file);
  if (lines.length === 0) return { start, end: start, text: head.slice('x:'.length) };
  return { start: lineEndText(file, start), end: lineEndText(file, start), text: ['', ...lines].join(file.newline) };
}

function afterColon({ text }: WrittenFile, key: ParsedNode): number {
  return text.indexOf(':', key.range[1]) + 1;
}

/** End of the text of the line, before its line break. */
function lineEndText({ text }: WrittenFile, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** New lines behind the last of `node`, at `indent` columns. */
function behind(file: WrittenFile, node: ParsedNode, lines: readonly string[], indent: number): Splice {
  const end = contentEnd(file, node);
  const at = file.text[end - 1] === '\n' ? end : lineEnd(file, end);
  // Lines inside an entry or an item bring their indent along.
  const text = lines.map((line) => (line.startsWith(' ') ? line : ' '.repeat(indent) + line));
  // Where the file does not end in a new line, it does not with the new lines either.
  if (file.text[at - 1] !== '\n') return { start: at, end: at, text: ['', ...text].join(file.newline) };
  return { start: at, end: at, text: [...text, ''].join(file.newline) };
}
