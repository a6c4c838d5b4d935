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

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Prose with names in `backticks`, broken at spaces into lines of at most `width` columns; names are painted and stay whole. */
export function wrapped(prose: string, width: number, paint: Paint): readonly string[] {
  const words = proseParts(prose).flatMap(({ code, text }, index, parts): readonly Word[] => {
    if (code) return [{ text: paint('name', quoted(forTerminal(text), paint)), glued: endsTight(parts[index - 1]) }];
    const pieces = forTerminal(text).split(' ');
    const tight = index > 0 && !/^\s/u.test(text);
    return pieces.filter((piece) => piece !== '').map((piece, place) => ({ text: piece, glued: place === 0 && tight }));
  });
  return brokenInto(words, width);
}

/** Where nothing is painted, a name still stands apart. */
export function quoted(text: string, paint: Paint): string {
  return paint('name', 'x') === 'x' ? `\`${text}\`` : text;
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
  const lines: string[] = [];
  let line = '';
  for (const { text, glued } of words) {
    if (line === '') line = text;
    else if (glued) line += text;
    else if (columns(line) + 1 + columns(text) <= width) line += ` ${text}`;
    else {
      lines.push(line);
      line = text;
    }
  }
  return line === '' ? lines : [...lines, line];
}
