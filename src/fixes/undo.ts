import { type LineHunk, lineHunks } from '../words/line-hunks.ts';
import type { ChangedFile } from './apply.ts';
import { hunkSplice } from './write/hunk-splice.ts';
import { spliced } from './write/splices.ts';
import type { WrittenFile } from './write/written-file.ts';

/** A file of the head, and the text that the base has under its name; `null`: it has none. */
export interface RevisedFile {
  readonly name: string;
  readonly head: WrittenFile;
  readonly base: string | null;
}

/**
 * Ways to take a change of `file` back where it is about `lines` (from 1), the least first: each line as it was, then without the lines, then all
 * that stands in their place, then each group of lines that went without another in their place. What a new service is made with is no change of
 * it: of that, and of a file that is new, only ways to it go.
 */
export function undoings({ name, head, base }: RevisedFile, lines: ReadonlySet<number>): readonly ChangedFile[] {
  const hunks = lineHunks(head.text, base ?? '');
  const back = base?.split('\n') ?? [];
  const texts = head.lineTexts;
  const added = new Set(hunks.flatMap(numbersOf));
  const asked = [...lines].filter((line) => added.has(line) && isChange(texts, line, added));
  const own = withBlocks(texts, new Set(asked), added);
  const touched = hunks.filter((hunk) => numbersOf(hunk).some((line) => own.has(line)));
  const each = touched.flatMap((hunk) => lineByLine(hunk, own, texts, back));
  const bare = each.map(({ from, to }): LineHunk => ({ from, to: { start: to.start, end: to.start } }));
  const isMissed = (way: readonly LineHunk[]): boolean =>
    way.some(({ from, to }) => to.start === to.end && isGiven(texts, from.start + 1));
  const isWhole = touched.every((hunk) => numbersOf(hunk).every((line) => own.has(line)));
  const ways = [
    ...(isWhole && base !== null ? [touched] : []),
    ...[each, bare].filter((way) => !isMissed(way)),
    ...(base === null ? [] : [touched.filter((hunk) => isAbout(hunk, own))]),
    ...(base === null ? [] : hunks)
      .filter(({ from }) => from.start === from.end)
      .slice(0, MOST_RESTORED)
      .map((hunk) => [hunk]),
  ];
  const made = ways.filter((way) => way.length > 0).map((way) => reverted(name, head, way, back));
  return [...new Map(made.map((file) => [file.after, file])).values()];
}

/** Whether a line says something else of what was there before, or who gets to what is new. */
function isChange(texts: readonly string[], line: number, added: ReadonlySet<number>): boolean {
  const { service, attribute } = within(texts, line);
  return service === null || !added.has(service) || (attribute !== null && WAYS.test(texts[attribute - 1] ?? ''));
}

const WAYS = /^\s*["']?(?:ports|networks)["']?\s*:/u;

/** Whether a line gives a service a value that it may not start without. */
function isGiven(texts: readonly string[], line: number): boolean {
  const { attribute } = within(texts, line);
  return attribute !== null && /^\s*["']?(?:environment|build)["']?\s*:/u.test(texts[attribute - 1] ?? '');
}

/** The lines with the keys of the service and of the attribute that a line is part of. */
function within(
  texts: readonly string[],
  line: number,
): { readonly service: number | null; readonly attribute: number | null } {
  const [section = line, service = null, attribute = null] = [...ancestorsOf(texts, line), line];
  return /^["']?services["']?\s*:/u.test(texts[section - 1] ?? '')
    ? { service, attribute }
    : { service: null, attribute: null };
}

/** The lines with what stands below them, and with the keys of attributes that would have nothing left. */
function withBlocks(
  texts: readonly string[],
  lines: ReadonlySet<number>,
  added: ReadonlySet<number>,
): ReadonlySet<number> {
  const own = new Set(lines);
  for (const line of lines) for (const below of linesBelow(texts, line)) if (added.has(below)) own.add(below);
  for (const line of own) {
    const key = keyAbove(texts, line);
    if (key === null || own.has(key) || !added.has(key) || ancestorsOf(texts, key).length < 2) continue;
    const block = linesBelow(texts, key);
    if (!block.every((each) => own.has(each) || isAside(texts[each - 1]))) continue;
    for (const each of [key, ...block]) if (added.has(each)) own.add(each);
  }
  return own;
}

/** Numbers of the lines that are in the block of a line, from 1; comments and empty lines behind it are in none. */
function linesBelow(texts: readonly string[], line: number): readonly number[] {
  const least = depthOf(texts[line - 1]);
  let last = line;
  for (let at = line + 1; at <= texts.length; at += 1) {
    if (isAside(texts[at - 1])) continue;
    if (depthOf(texts[at - 1]) <= least) break;
    last = at;
  }
  return Array.from({ length: last - line }, (_, index) => line + index + 1);
}

/** Numbers of the keys that a line stands under, from the outside in. */
function ancestorsOf(texts: readonly string[], line: number): readonly number[] {
  const above: number[] = [];
  for (let key = keyAbove(texts, line); key !== null; key = keyAbove(texts, key)) above.unshift(key);
  return above;
}

function keyAbove(texts: readonly string[], line: number): number | null {
  const own = depthOf(texts[line - 1]);
  for (let at = line - 1; at > 0; at -= 1) if (!isAside(texts[at - 1]) && depthOf(texts[at - 1]) < own) return at;
  return null;
}

/** An empty line or a comment. */
function isAside(text = ''): boolean {
  return /^\s*(#|$)/u.test(text);
}

/** An item stands below its key also where it has no indent of its own. */
function depthOf(text = ''): number {
  const indent = /\S/u.exec(text)?.index ?? 0;
  return text.startsWith('- ', indent) ? indent + 1 : indent;
}

/** Each own line of a hunk by itself: as the base has it, where that has a line of the same key or item; else it goes. */
function lineByLine(
  hunk: LineHunk,
  own: ReadonlySet<number>,
  texts: readonly string[],
  back: readonly string[],
): readonly LineHunk[] {
  const { start, end } = hunk.to;
  let free = start;
  return numbersOf(hunk)
    .filter((line) => own.has(line))
    .map((line): LineHunk => {
      const name = nameIn(texts[line - 1]);
      const found = back.slice(free, end).findIndex((text) => isSameName(nameIn(text), name));
      const to = found < 0 ? { start: free, end: free } : { start: free + found, end: free + found + 1 };
      free = to.end;
      return { from: { start: line - 1, end: line }, to };
    });
}

/** What a line is known by: its indent and key, or what the item says. */
function nameIn(text = ''): { readonly indent: string; readonly key: string; readonly item: string | null } {
  const [, indent = '', dash = '', rest = ''] = /^(\s*)(- +)?(.*?)\s*(?: #.*)?$/u.exec(text) ?? [];
  const key = /^["']?([\w.-]+)["']?:(?:\s|$)/u.exec(rest)?.[1] ?? null;
  return { indent, key: key ?? '', item: key === null && dash !== '' ? rest.replace(/^(["'])(.*)\1$/u, '$2') : null };
}

function isSameName(one: ReturnType<typeof nameIn>, other: ReturnType<typeof nameIn>): boolean {
  if (one.indent !== other.indent) return false;
  if (one.item === null || other.item === null)
    return one.item === other.item && one.key !== '' && one.key === other.key;
  return one.item.split(':').at(-1) === other.item.split(':').at(-1);
}

/** Groups of lines that went which are tried one by one: more in one file is no small change. */
const MOST_RESTORED = 4;

/** Lines of the head that a hunk has, from 1. */
function numbersOf({ from: { start, end } }: LineHunk): readonly number[] {
  return Array.from({ length: end - start }, (_, index) => start + index + 1);
}

/** Whether the lines are most of what the hunk brings: what else would be taken back with them is little. */
function isAbout(hunk: LineHunk, lines: ReadonlySet<number>): boolean {
  const own = numbersOf(hunk);
  return own.length <= 2 * own.filter((line) => lines.has(line)).length + 1;
}

function reverted(name: string, head: WrittenFile, hunks: readonly LineHunk[], back: readonly string[]): ChangedFile {
  const splices = hunks.map((hunk) => hunkSplice(head, hunk, back));
  return { name, before: head, after: spliced(head.text, splices), splices };
}
