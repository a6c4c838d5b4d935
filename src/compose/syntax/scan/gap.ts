import { isBlank, isBreak, SPACE, TAB } from '../characters.ts';
import { codeAt, columnOf, fail, type Scanner, takeBreak } from '../scanner.ts';

export interface Gap {
  /** What stands for it in the scalar: its blanks, a space for one line break, the breaks behind the first of several. */
  readonly text: string;
  readonly hasBreak: boolean;
}

/**
 * Goes past the blanks and line breaks between two parts of a scalar. `isAfterBreak`: an escaped break stood before it. A tab to the
 * left of column `least` is an error.
 */
export function scanGap(scanner: Scanner, isAfterBreak: boolean, least: number): Gap {
  const start = scanner.offset;
  while (!isAfterBreak && isBlank(codeAt(scanner))) scanner.offset++;
  const blanks = scanner.text.slice(start, scanner.offset);
  if (!isAfterBreak && !isBreak(codeAt(scanner))) return { text: blanks, hasBreak: false };
  const first = isAfterBreak ? '' : takeBreak(scanner);
  const rest = scanBreaks(scanner, least);
  return { text: first === '\n' ? rest || ' ' : first + rest, hasBreak: true };
}

function scanBreaks(scanner: Scanner, least: number): string {
  let breaks = '';
  for (;;) {
    const code = codeAt(scanner);
    if (code === TAB && columnOf(scanner) < least)
      fail(scanner, scanner.offset, 'Tabs are not allowed as indentation. Indent with spaces');
    else if (code === SPACE || code === TAB) scanner.offset++;
    else if (isBreak(code)) breaks += takeBreak(scanner);
    else return breaks;
  }
}
