import type { ChangedFile } from './apply.ts';
import { lineHunks } from '../words/line-hunks.ts';
import type { Splice } from './write/content.ts';
import { hunkSplice } from './write/hunk-splice.ts';
import { spliced } from './write/splices.ts';
import type { WrittenFile } from './write/written-file.ts';

/** Changes that can be made at once. */
export interface Together {
  readonly files: readonly ChangedFile[];
  /** Which of the changes, by their index: the others meet one of these at a place, and are for later. */
  readonly taken: ReadonlySet<number>;
}

/** As many of `changes` as touch no line of an earlier one, or do the same there, in one. */
export function together(changes: readonly (readonly ChangedFile[])[]): Together {
  const made = new Map<string, { readonly file: ChangedFile; readonly splices: Splice[] }>();
  const taken = new Set<number>();
  for (const [index, files] of changes.entries()) {
    const fits = files.every(({ name, splices }) => {
      const there = made.get(name)?.splices ?? [];
      return splices.every((splice) => there.every((other) => isSame(splice, other) || !meet(splice, other)));
    });
    if (!fits) continue;
    taken.add(index);
    for (const file of files) {
      const known = made.get(file.name) ?? { file, splices: [] };
      made.set(file.name, known);
      for (const splice of file.splices)
        if (!known.splices.some((other) => isSame(splice, other))) known.splices.push(splice);
    }
  }
  const files = [...made.values()].map(({ file: { name, before }, splices }): ChangedFile => {
    const all = splices.sort((a, b) => a.start - b.start);
    return { name, before, after: spliced(before.text, all), splices: all };
  });
  return { files, taken };
}

/** The file `name`, from `before` to another text of it. */
export function rewritten(name: string, before: WrittenFile, after: string): ChangedFile {
  const lines = after.split('\n');
  const splices = lineHunks(before.text, after).map((hunk) => hunkSplice(before, hunk, lines));
  return { name, before, after, splices };
}

function isSame(a: Splice, b: Splice): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Two that touch are not told apart: what one adds may belong behind what the other takes away. */
function meet(a: Splice, b: Splice): boolean {
  return a.start <= b.end && b.start <= a.end;
}
