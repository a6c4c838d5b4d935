import { CR, isBlank, isBreak, isBreakOrEnd, LF, SPACE, TAB } from './characters.ts';
import { codeAt, isInFlow, type Scanner, skipWhile, takeBreak } from './scanner.ts';

const HASH = 0x23;
/** How far Compose's reader looks for another comment. */
const WINDOW = 512;

/** Goes past blanks, comments and line breaks. A tab may not indent what can be a key. */
export function skipToToken(scanner: Scanner): void {
  do {
    while (codeAt(scanner) === SPACE || (codeAt(scanner) === TAB && (isInFlow(scanner) || !scanner.keyAllowed)))
      scanner.offset++;
    if (codeAt(scanner) === HASH) skipComments(scanner);
  } while (skipBreak(scanner));
}

function skipBreak(scanner: Scanner): boolean {
  if (!isBreak(codeAt(scanner))) return false;
  takeBreak(scanner);
  if (!isInFlow(scanner)) scanner.keyAllowed = true;
  return true;
}

/** Comments that follow each other are taken together, with tabs before them too. */
function skipComments(scanner: Scanner): void {
  do skipWhile(scanner, (code) => !isBreakOrEnd(code));
  while (reachComment(scanner, (code) => isBlank(code) || code === LF || code === CR));
}

/** Takes the comment behind a token. It is not one with the comments on the lines below it, and a tab may stand before it. */
export function skipLineComment(scanner: Scanner): void {
  if (reachComment(scanner, isBlank)) skipWhile(scanner, (code) => !isBreakOrEnd(code));
}

/** Goes to the next comment, if only what `isBetween` stands before it. */
function reachComment(scanner: Scanner, isBetween: (code: number) => boolean): boolean {
  let ahead = 0;
  while (ahead < WINDOW && isBetween(codeAt(scanner, ahead))) ahead++;
  if (ahead >= WINDOW || codeAt(scanner, ahead) !== HASH) return false;
  const target = scanner.offset + ahead;
  while (scanner.offset < target) if (takeBreak(scanner) === '') scanner.offset++;
  return true;
}
