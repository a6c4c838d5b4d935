import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import type { ListChange, MapChange } from './changes.ts';
import { inPlaceOf, type Splice } from './content.ts';
import type { Entry } from './links.ts';
import { entryOf, inline, inlineEntry, type Shown } from './print.ts';
import type { WrittenFile } from './written-file.ts';

/** What changes of a mapping between braces. */
export function inBraces(file: WrittenFile, map: YAMLMap.Parsed, change: MapChange): readonly Splice[] {
  let next = map.range[0] + 1;
  const parts = map.items.map((pair) => {
    const shown = change.replaced.get(pair);
    const start = startFrom(file, next);
    next = entryEndIn(pair);
    return {
      start,
      end: next,
      isGone: change.removed.has(pair),
      splice: shown === undefined ? null : valueIn(file, pair, shown),
    };
  });
  const isJson = map.items.some(({ key }) => key !== null && file.text[key.range[0]] === '"');
  const added = [...change.added].map(([key, value]) =>
    isJson ? `${JSON.stringify(key)}: ${asJson(value)}` : inlineEntry(entryOf(key, value)),
  );
  return between(file, map, parts, added);
}

/** An entry between braces may have no value, and then no colon. */
function entryEndIn({ key, value }: Entry): number {
  return Math.max(key?.range[1] ?? 0, value?.range[1] ?? 0);
}

function valueIn(file: WrittenFile, { key, value }: Entry, shown: Shown): Splice | null {
  if (value !== null && value.range[1] > value.range[0]) return inPlaceOf(file, value, shown, 0);
  const end = key?.range[1] ?? 0;
  const colon = /^\s*:/.exec(file.text.slice(end))?.[0] ?? '';
  const start = end + colon.length;
  return { start, end: start, text: `${colon === '' ? ':' : ''} ${inline(shown, true) || 'null'}` };
}

/** What changes of a list between brackets. */
export function inBrackets(file: WrittenFile, list: YAMLSeq.Parsed, change: ListChange): readonly Splice[] {
  let next = list.range[0] + 1;
  const parts = list.items.map((item) => {
    const shown = change.replaced.get(item);
    const start = startFrom(file, next);
    next = item.range[1];
    return {
      start,
      end: next,
      isGone: change.removed.has(item),
      splice: shown === undefined ? null : inPlaceOf(file, item, shown, 0),
    };
  });
  const isJson = list.items.every((item) => file.text[item.range[0]] === '"') && list.items.length > 0;
  return between(
    file,
    list,
    parts,
    change.added.map((value) => (isJson ? asJson(value) : inline(value, true) || 'null')),
  );
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly isGone: boolean;
  readonly splice: Splice | null;
}

/** Parts of a flow collection taken away with a comma each, and others added behind the last. */
function between(
  file: WrittenFile,
  { range: [open, close] }: ParsedNode,
  parts: readonly Part[],
  added: readonly string[],
): readonly Splice[] {
  const splices: Splice[] = parts.flatMap(({ splice }) => splice ?? []);
  let kept: Part | null = null;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (!part.isGone) kept = part;
    else if (next !== undefined) splices.push({ start: part.start, end: next.start, text: '' });
    else splices.push({ start: kept?.end ?? part.start, end: part.end, text: '' });
  }
  const last = parts.at(-1);
  if (added.length === 0) return splices;
  if (last === undefined) {
    const inner = added.join(', ');
    return [{ start: open + 1, end: close - 1, text: file.text[open] === '{' ? ` ${inner} ` : inner }];
  }
  const comma = commaBefore(file, last, parts.at(-2)?.end ?? open + 1);
  const text = added.map((one, index) => (kept === null && index === 0 ? one : comma + one)).join('');
  return [...splices, { start: last.end, end: last.end, text }];
}

/** What goes before a new part: those on lines of their own stay so. */
function commaBefore({ text }: WrittenFile, last: Part, from: number): string {
  const lines = /\r?\n[ \t]*$/.exec(text.slice(from, last.start))?.[0];
  return lines === undefined ? ', ' : `,${lines}`;
}

/** The start of the part behind `offset`, with its anchor and its tag. */
function startFrom({ text }: WrittenFile, offset: number): number {
  return offset + (/^(\s|,|#[^\n]*\n)*/.exec(text.slice(offset))?.[0].length ?? 0);
}

/** Quotes as JSON has them, for files that are JSON. */
function asJson(value: Shown): string {
  if (value.kind === 'scalar' && value.style !== 'plain') return JSON.stringify(value.text);
  if (value.kind === 'scalar') return value.text === '' ? 'null' : value.text;
  if (value.kind === 'list') return `[${value.items.map((item) => asJson(item.value)).join(', ')}]`;
  if (value.kind === 'map')
    return `{ ${value.entries.map((entry) => `${JSON.stringify(entry.key)}: ${asJson(entry.value)}`).join(', ')} }`;
  return value.text;
}
