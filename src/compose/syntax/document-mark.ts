import { isBlankOrEnd } from './characters.ts';
import { codeAt, columnOf, type Scanner } from './scanner.ts';

/** Whether a line `---` or `...` begins here. */
export function isDocumentMark(scanner: Scanner): boolean {
  return columnOf(scanner) === 0 && (isMark(scanner, '---') || isMark(scanner, '...'));
}

export function isMark(scanner: Scanner, mark: string): boolean {
  return scanner.text.startsWith(mark, scanner.offset) && isBlankOrEnd(codeAt(scanner, 3));
}
