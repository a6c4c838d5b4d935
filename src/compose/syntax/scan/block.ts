import { isBlank, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from '../characters.ts';
import { codeAt, columnOf, fail, type Scanner, skipWhile, takeBreak } from '../scanner.ts';

const PIPE = 0x7c;
const HASH = 0x23;

/** What stands behind `|` or `>`. */
interface Header {
  /** `-` drops the last line break, `+` keeps all that follow. */
  readonly chomping: '' | '-' | '+';
  /** Columns that the text is indented by; 0 where its first line decides. */
  readonly increment: number;
}

/** Takes a block scalar, `|` or `>`. At the end of a file without a line break its text ends without one. */
export function scanBlock(scanner: Scanner): void {
  const at = scanner.offset;
  const isLiteral = codeAt(scanner) === PIPE;
  scanner.offset++;
  const { chomping, increment } = scanHeader(scanner, at);
  const indented = increment === 0 ? 0 : Math.max(scanner.indent, 0) + increment;
  const leading = scanBreaks(scanner, indented);
  const { indent } = leading;
  let { breaks } = leading;
  let text = '';
  let lineBreak = '';
  let wasBlank = false;
  while (columnOf(scanner) === indent && codeAt(scanner) !== 0) {
    const startsBlank = isBlank(codeAt(scanner));
    const folds = !isLiteral && !wasBlank && !startsBlank && lineBreak === '\n';
    text += folds ? (breaks === '' ? ' ' : breaks) : lineBreak + breaks;
    wasBlank = startsBlank;
    const start = scanner.offset;
    skipWhile(scanner, isInLine);
    text += scanner.text.slice(start, scanner.offset);
    lineBreak = takeBreak(scanner);
    ({ breaks } = scanBreaks(scanner, indent));
  }
  if (chomping !== '-') text += lineBreak;
  if (chomping === '+') text += breaks;
  scanner.tokens.push({ kind: 'scalar', at, end: scanner.offset, text, plain: false });
}

function isInLine(code: number): boolean {
  return !isBreakOrEnd(code);
}

function scanHeader(scanner: Scanner, at: number): Header {
  let chomping: Header['chomping'] = scanChomping(scanner);
  let increment = 0;
  if (isDigit(codeAt(scanner))) {
    increment = codeAt(scanner) - 0x30;
    scanner.offset++;
    if (increment === 0) fail(scanner, at, 'a block of text cannot be indented by 0');
    if (chomping === '') chomping = scanChomping(scanner);
  }
  skipWhile(scanner, isBlank);
  if (codeAt(scanner) === HASH) skipWhile(scanner, isInLine);
  if (!isBreakOrEnd(codeAt(scanner)))
    fail(scanner, at, 'behind the sign of a block of text only a comment may stand on its line');
  takeBreak(scanner);
  return { chomping, increment };
}

function scanChomping(scanner: Scanner): Header['chomping'] {
  const sign = scanner.text[scanner.offset];
  if (sign !== '-' && sign !== '+') return '';
  scanner.offset++;
  return sign;
}

/** Goes past empty lines and the spaces before a line. An `indent` of 0 is not known yet: the widest of these lines tells it. */
function scanBreaks(scanner: Scanner, indent: number): { readonly breaks: string; readonly indent: number } {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || columnOf(scanner) < indent) && codeAt(scanner) === SPACE) scanner.offset++;
    widest = Math.max(widest, columnOf(scanner));
    if ((indent === 0 || columnOf(scanner) < indent) && codeAt(scanner) === TAB)
      fail(scanner, scanner.offset, 'Tabs are not allowed as indentation. Indent with spaces');
    if (!isBreak(codeAt(scanner))) break;
    breaks += takeBreak(scanner);
  }
  return { breaks, indent: indent === 0 ? Math.max(widest, scanner.indent + 1, 1) : indent };
}
