/** Lines of the new state that one hunk of a diff shows, the first with its number from 1. */
export interface ShownLines {
  readonly start: number;
  readonly lines: readonly string[];
}

/** What the `patch` of a pull request's file shows of its new state: lines that a review comment may lie on, those of one hunk together. */
export function shownLines(patch: string): readonly ShownLines[] {
  return patch
    .split(/^(?=@@ )/mu)
    .filter((hunk) => hunk.startsWith('@@ '))
    .map((hunk) => {
      const [head = '', ...rows] = hunk.replace(/\n$/u, '').split('\n');
      const start = Number(/^@@ -\S+ \+(\d+)/u.exec(head)?.[1] ?? '0');
      return { start, lines: rows.filter((row) => /^[ +]/u.test(row)).map((row) => row.slice(1)) };
    });
}

/** Whether one hunk shows all of `lines` from number `start` on, as they are. */
export function isShown(hunks: readonly ShownLines[], start: number, lines: readonly string[]): boolean {
  return hunks.some((hunk) => lines.every((line, index) => hunk.lines[start - hunk.start + index] === line));
}
