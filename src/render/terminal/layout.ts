import { forTerminal, proseParts } from '../escape.ts';
import type { Paint } from './paint.ts';

/** Columns that a text takes: wide characters take two, marks none, escape sequences of ours none. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text.replace(/\u001b\[[0-9;]*m/gu, '')) {
    if (/\p{Mn}|[\ufe00-\ufe0f]/u.test(character)) continue;
    count += WIDE.test(character) ? 2 : 1;
  }
  return count;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Rows as aligned columns; the last one is not padded. */
export function table(rows: readonly (readonly string[])[], indent: string): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) =>
      Array.from({ length: Math.max(known.length, row.length) }, (_, index) =>
        Math.max(known[index] ?? 0, columns(row[index] ?? '')),
      ),
    [],
  );
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, index) => padded(cell, widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
  );
}

/** A table, or where that is wider than `width` each row by itself, with what does not fit on lines below. */
export function fittedTable(all: readonly (readonly string[])[], indent: string, width: number): readonly string[] {
  const aligned = table(all, indent);
  if (aligned.every((line) => columns(line) <= width)) return aligned;
  return all.flatMap((row) => packed(row, indent, width));
}

/** Cells side by side as far as they fit; the rest below, further in. */
export function packed(cells: readonly string[], indent: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const cell of cells.filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(indent + cell);
    else if (columns(last) + 2 + columns(cell) <= width) lines[lines.length - 1] = `${last}  ${cell}`;
    else lines.push(`${indent}    ${cell}`);
  }
  return lines;
}

/** Two columns, the right one prose broken at spaces; a left cell that leaves it no room stands on a line of its own. */
export function described(rows: readonly (readonly [left: string, prose: string])[], width: number): readonly string[] {
  const most = Math.floor(width * 0.42);
  const left = Math.min(most, Math.max(...rows.map(([cell]) => columns(cell))));
  return rows.flatMap(([cell, prose]) => {
    const [first = '', ...rest] = wrapped(prose, Math.max(20, width - left - 4), UNPAINTED);
    const indent = ' '.repeat(left + 4);
    const below = rest.map((line) => indent + line);
    return columns(cell) <= left
      ? [`  ${padded(cell, left)}  ${first}`, ...below]
      : [
          ...packed(cell.split(' '), '  ', width).map((line) => line.replace(/(?<=\S) {2}/gu, ' ')),
          indent + first,
          ...below,
        ];
  });
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Prose with names in `backticks`, broken at spaces into lines of at most `width` columns; names are painted and stay whole. */
export function wrapped(prose: string, width: number, paint: Paint): readonly string[] {
  const words = proseParts(prose).flatMap(({ code, text }, index, parts): readonly Word[] => {
    if (code) return codeWords(forTerminal(text), width, paint, endsTight(parts[index - 1]));
    const pieces = forTerminal(text).split(' ');
    const tight = index > 0 && !/^\s/u.test(text);
    return pieces.filter((piece) => piece !== '').map((piece, place) => ({ text: piece, glued: place === 0 && tight }));
  });
  return brokenInto(words, width);
}

/**
 * Prose as one line of at most `width` columns. What does not fit is left out in whole parts: of lists of names all but the first, which says how
 * many more; then, with a `…`, what stands in brackets, sentences at the end, clauses, and words.
 */
export function fitted(prose: string, width: number, paint: Paint): string {
  // Measured with the quotes of names, which colours stand for: what is left out is the same with and without.
  const [line = ''] = wrapped(shortened(prose, Math.max(2, width)), Infinity, paint);
  return line;
}

function shortened(prose: string, width: number): string {
  const fits = (text: string, room: number): boolean => wrapped(text, room, UNPAINTED).length < 2;
  const whole = [prose, shortLists(prose)].find((text) => fits(text, width));
  if (whole !== undefined) return whole;
  const plain = withoutBrackets(shortLists(prose));
  const part = shorterTexts(plain).find((text) => fits(text, width - 2));
  if (part !== undefined) return `${part} …`;
  const [words = ''] = wrapped(plain, width - 2, UNPAINTED);
  return `${words.replace(/[,:;]$/u, '')} …`;
}

const UNPAINTED: Paint = (_, text) => text;

/** `a` and 3 more, of `a`, `b`, `c` and `d`. */
function shortLists(prose: string): string {
  return prose.replace(
    /(`[^`]+`), ((?:`[^`]+`(?:, )?)+) and (?:`[^`]+`|(\d+) more)/gu,
    (_, first: string, rest: string, more) => {
      const named = rest.split('`').length >> 1;
      return `${first} and ${String(named + (typeof more === 'string' ? Number(more) : 1))} more`;
    },
  );
}

/** The text with ever less of it, down to the first clause that still says something. */
function shorterTexts(prose: string): readonly string[] {
  const [sentences, clauses] = [/\. (?=[A-Z`])/gu, /[:;,](?= (?!`))/gu].map((mark) => cutsOf(prose, mark));
  return [...(sentences ?? []), ...(clauses ?? []).filter((text) => text.length > FEWEST_SIGNS)];
}

/** A clause shorter than this says too little to stand for a sentence. */
const FEWEST_SIGNS = 24;

/** What stands before each `mark` outside names, the longest first. */
function cutsOf(prose: string, mark: RegExp): readonly string[] {
  return [...[...prose.matchAll(mark)].map(({ index }) => prose.slice(0, index)), prose]
    .filter((text) => (text.split('`').length - 1) % 2 === 0)
    .reverse();
}

function withoutBrackets(prose: string): string {
  return proseParts(prose)
    .map(({ code, text }) => (code ? `\`${text}\`` : text.replace(/ \([^()]*\)/gu, '')))
    .join('');
}

/** Where nothing is painted, a name still stands apart. */
export function quoted(text: string, paint: Paint): string {
  return paint('name', 'x') === 'x' ? `\`${text}\`` : text;
}

/** A name stays whole; a call that is wider than a line is broken at its spaces. */
function codeWords(text: string, width: number, paint: Paint, glued: boolean): readonly Word[] {
  const shown = quoted(text, paint);
  if (columns(shown) <= width || !text.includes(' ')) return [{ text: shown, glued }];
  return shown.split(' ').map((word, index) => ({ text: paint('name', word), glued: index === 0 && glued }));
}

interface Word {
  readonly text: string;
  /** Follows the word before it without a space. */
  readonly glued: boolean;
}

function endsTight(part: { readonly text: string } | undefined): boolean {
  return part !== undefined && !/\s$/u.test(part.text);
}

function brokenInto(words: readonly Word[], width: number): readonly string[] {
  const units: string[] = [];
  for (const { text, glued } of words) {
    const last = units.at(-1);
    if (glued && last !== undefined) units[units.length - 1] = last + text;
    else units.push(text);
  }
  const lines: string[] = [];
  for (const unit of units) {
    const line = lines.at(-1);
    if (line !== undefined && columns(line) + 1 + columns(unit) <= width) lines[lines.length - 1] = `${line} ${unit}`;
    else lines.push(unit);
  }
  return lines;
}
