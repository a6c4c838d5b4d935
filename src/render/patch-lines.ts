import { linesOf } from '../fixes/patch/blocks.ts';

/** Lines of a file that others take the place of. */
export interface ReplacedLines {
  readonly file: string;
  /** The first of them, from 1; where none go, the line that the new ones come before. */
  readonly start: number;
  /** Each with its line break, if it has one; so are the new ones. */
  readonly old: readonly string[];
  readonly lines: readonly string[];
  /** The lines of the diff around them that stay; `null`: it shows none. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What a unified diff of ours replaces. `textOf`: the text of a file as it is now, `null` where that is not known: there the numbers of the diff
 * count. `null`: a file is no longer what the diff was made for, and where its lines are now is not clear.
 */
export function replacedLines(patch: string, textOf: (file: string) => string | null): readonly ReplacedLines[] | null {
  const placed: ReplacedLines[] = [];
  for (const hunk of hunksIn(patch)) {
    const text = textOf(hunk.file);
    const start = text === null ? hunk.start : startIn(linesOf(text), hunk);
    if (start === null) return null;
    for (const { at, old, lines } of hunk.blocks) {
      const [before, after] = [hunk.old[at - 1] ?? null, hunk.old[at + old.length] ?? null];
      placed.push({ file: hunk.file, start: start + at, old, lines, before, after });
    }
  }
  return placed;
}

/** Whether a diff that is shown as text can be copied from there as it is: no tab, carriage return or sign that shows as nothing is in it. */
export function isCopyable(patch: string): boolean {
  return !/[^\n\P{C}]/u.test(patch);
}

interface PatchHunk {
  readonly file: string;
  /** Its first line of the old text, from 1. */
  readonly start: number;
  readonly old: readonly string[];
  readonly blocks: readonly PatchBlock[];
}

interface PatchBlock {
  /** So many lines of the hunk's old text come before it. */
  readonly at: number;
  readonly old: string[];
  readonly lines: string[];
}

function hunksIn(patch: string): readonly PatchHunk[] {
  const hunks: PatchHunk[] = [];
  let file = '';
  for (const part of patch.split(/^(?=--- [^\n]*\n\+\+\+ )/mu)) {
    const name = /^--- ([^\n]*)\n/u.exec(part)?.[1];
    file = name === undefined ? file : nameIn(name);
    for (const hunk of part.split(/^(?=@@ )/mu).slice(1)) {
      const [head = '', ...rows] = linesOf(hunk);
      const [, from = '0', count = '1'] = /^@@ -(\d+)(?:,(\d+))? /u.exec(head) ?? [];
      const start = Number(from) + (count === '0' ? 1 : 0);
      hunks.push({ file, start, ...rowsOf(rows) });
    }
  }
  return hunks;
}

function rowsOf(rows: readonly string[]): Pick<PatchHunk, 'old' | 'blocks'> {
  const old: string[] = [];
  const blocks: PatchBlock[] = [];
  let isOpen = false;
  for (const [index, row] of rows.entries()) {
    const sign = row[0] ?? '';
    if (sign === '\\') continue;
    const text = rows[index + 1]?.startsWith('\\') === true ? row.slice(1).replace(/\n$/u, '') : row.slice(1);
    if (sign === ' ') isOpen = false;
    else if (!isOpen) {
      blocks.push({ at: old.length, old: [], lines: [] });
      isOpen = true;
    }
    if (sign === '+') blocks.at(-1)?.lines.push(text);
    else old.push(text);
    if (sign === '-') blocks.at(-1)?.old.push(text);
  }
  return { old, blocks };
}

/** Where the lines of a hunk stand, from 1: where it says, else at the only place that has them. */
function startIn(text: readonly string[], { start, old }: PatchHunk): number | null {
  const isAt = (from: number): boolean => old.every((line, index) => isSame(text[from + index], line));
  if (isAt(start - 1)) return start;
  const places = [...text.keys()].filter(isAt);
  const [only] = places;
  return places.length === 1 && only !== undefined && old.length > 0 ? only + 1 : null;
}

/** The first line of a diff has the byte order mark that texts are read without. */
function isSame(line: string | undefined, shown: string): boolean {
  return line === shown || line === shown.replace(/^\uFEFF/u, '');
}

/** A name as it stands behind `---`: in quotes where it holds what git does not write plainly. */
function nameIn(written: string): string {
  if (!written.startsWith('"')) return written.replace(/\t$/u, '').replace(/^a\//u, '');
  const bytes = [...written.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^])/gu)].flatMap(([, octal, escaped, plain]) =>
    octal === undefined ? [...new TextEncoder().encode(escaped ?? plain ?? '')] : [Number.parseInt(octal, 8)],
  );
  return new TextDecoder().decode(new Uint8Array(bytes)).replace(/^a\//u, '');
}
