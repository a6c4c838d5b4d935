/** A place in a file. `line` and `column` count from 1; `file` is relative to the root of the file tree where it lies below it. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a problem is that no line makes: the root of the tree. */
export const EVERYWHERE: SourceLocation = { file: '.', line: 1, column: 1 };

/** A value together with the place it was written at: the place that won after merge, extends and include. */
export interface Located<T> {
  readonly value: T;
  readonly at: SourceLocation;
}

/** Orders places by file, line and column. */
export function compareLocations(a: SourceLocation, b: SourceLocation): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** The key of a place, for sets and maps: equal for equal places only. */
export function placeKey({ file, line, column }: SourceLocation): string {
  return `${file}\0${String(line)}\0${String(column)}`;
}

/** Orders text by code unit, independent of any locale, so that the same input gives the same bytes everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Evidence {
  readonly at: SourceLocation;
  /** What this line does, in a few words: `db joins frontend`, `publishes 5432`. Names are plain: renderers escape. */
  readonly note: string;
}
