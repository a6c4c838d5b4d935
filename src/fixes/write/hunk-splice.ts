import type { LineHunk } from '../../words/line-hunks.ts';
import type { Splice } from './content.ts';
import type { WrittenFile } from './written-file.ts';

/** `hunk` as text in the place of text of `file`. `to`: the lines of the other text, as between its line breaks. */
export function hunkSplice(file: WrittenFile, { from, to }: LineHunk, lines: readonly string[]): Splice {
  const [start, end] = [file.lines[from.start] ?? file.text.length, file.lines[from.end] ?? file.text.length];
  const own = lines.slice(to.start, to.end);
  const isLast = from.end >= file.lines.length;
  if (!isLast) return { start, end, text: own.map((line) => `${line}\n`).join('') };
  // The last line has no line break behind it: the one before goes or comes with it.
  const isWhole = from.start === 0 || to.start === 0;
  const text = own.map((line, index) => (index === 0 && isWhole ? line : `\n${line}`)).join('');
  const isBehind = from.start >= file.lines.length;
  return { start: isWhole || isBehind ? start : start - 1, end: file.text.length, text };
}
