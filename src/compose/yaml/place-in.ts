import type { SourceLocation } from '../source.ts';

/** The place of the character at `offset`, from 0, of the text of `file`. */
export function placeIn(text: string, offset: number, file: string): SourceLocation {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
