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
 * Ways to take a change of `file` back where it is about `lines` (from 1), the least first: the added lines alone, then all that stands in their
 * place, then each group of lines that went without another in their place. None for a file that is new: nothing says what it was.
 */
export function undoings({ name, head, base }: RevisedFile, lines: ReadonlySet<number>): readonly ChangedFile[] {
  if (base === null) return [];
  const hunks = lineHunks(head.text, base);
  const touched = hunks.filter((hunk) => numbersOf(hunk).some((line) => lines.has(line)));
  const back = base.split('\n');
  const added = touched.filter(({ to }) => to.start === to.end);
  const alone = added.flatMap((hunk) =>
    numbersOf(hunk)
      .filter((line) => lines.has(line))
      .map((line): LineHunk => ({ from: { start: line - 1, end: line }, to: hunk.to })),
  );
  const ways = [
    ...(touched.length > 0 && added.length === touched.length ? [alone] : []),
    ...(touched.some((hunk) => isAbout(hunk, lines)) ? [touched.filter((hunk) => isAbout(hunk, lines))] : []),
    ...hunks
      .filter(({ from }) => from.start === from.end)
      .slice(0, MOST_RESTORED)
      .map((hunk) => [hunk]),
  ];
  return ways.map((way) => reverted(name, head, way, back));
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
