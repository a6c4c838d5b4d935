import { isBlankOrEnd, isBreak } from '../characters.ts';
import { isDocumentMark } from '../document-mark.ts';
import { scanEscape } from './escape.ts';
import { scanGap } from './gap.ts';
import { codeAt, fail, type Scanner, takeBreak } from '../scanner.ts';

const SINGLE = 0x27;
const DOUBLE = 0x22;
const BACKSLASH = 0x5c;

/** Takes a scalar in quotes, of either kind. */
export function scanQuoted(scanner: Scanner): void {
  const at = scanner.offset;
  const quote = codeAt(scanner);
  let text = '';
  scanner.offset++;
  for (;;) {
    if (isDocumentMark(scanner)) {
      fail(scanner, at, 'a text in quotes is not closed before the document ends');
      return;
    }
    const part = quote === SINGLE ? scanSingle(scanner) : scanDouble(scanner, at);
    text += part.text;
    if (codeAt(scanner) === quote) break;
    if (codeAt(scanner) === 0) {
      fail(scanner, at, 'a text in quotes is not closed');
      return;
    }
    text += scanGap(scanner, part.hasEscapedBreak, 0).text;
  }
  scanner.offset++;
  scanner.tokens.push({ kind: 'scalar', at, end: scanner.offset, text, plain: false });
}

interface QuotedPart {
  readonly text: string;
  readonly hasEscapedBreak: boolean;
}

/** Up to the next blank, break, or end. */
function scanSingle(scanner: Scanner): QuotedPart {
  let text = '';
  let start = scanner.offset;
  while (!isBlankOrEnd(codeAt(scanner))) {
    if (codeAt(scanner) === SINGLE) {
      if (codeAt(scanner, 1) !== SINGLE) break;
      text += scanner.text.slice(start, scanner.offset + 1);
      scanner.offset++;
      start = scanner.offset + 1;
    }
    scanner.offset++;
  }
  return { text: text + scanner.text.slice(start, scanner.offset), hasEscapedBreak: false };
}

function scanDouble(scanner: Scanner, at: number): QuotedPart {
  let text = '';
  let start = scanner.offset;
  while (!isBlankOrEnd(codeAt(scanner)) && codeAt(scanner) !== DOUBLE) {
    if (codeAt(scanner) !== BACKSLASH) {
      scanner.offset++;
      continue;
    }
    text += scanner.text.slice(start, scanner.offset);
    scanner.offset++;
    if (isBreak(codeAt(scanner))) {
      takeBreak(scanner);
      return { text, hasEscapedBreak: true };
    }
    text += scanEscape(scanner, at);
    start = scanner.offset;
  }
  return { text: text + scanner.text.slice(start, scanner.offset), hasEscapedBreak: false };
}
