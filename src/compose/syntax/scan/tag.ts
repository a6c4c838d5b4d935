import { isBlankOrEnd, isWord } from '../characters.ts';
import { codeAt, fail, type Scanner, skipWhile } from '../scanner.ts';

const BANG = 0x21;
const PERCENT = 0x25;
const URI_SIGNS = ";/?:@&=+$.!~*'()%";
/** Within `!<…>` and behind `%TAG` alone: elsewhere they are for Compose 2 a part of the tag, and an error for Compose 5. */
export const VERBATIM_SIGNS = `${URI_SIGNS},[]`;

const WRONG = 'a tag is not written as tags are';

/** Takes a tag: `!name`, `!!name`, `!handle!name`, `!<name>` or `!`. */
export function scanTag(scanner: Scanner): void {
  const at = scanner.offset;
  const { handle, suffix } = codeAt(scanner, 1) === 0x3c ? scanVerbatim(scanner) : scanShort(scanner);
  if (!isBlankOrEnd(codeAt(scanner))) fail(scanner, at, WRONG);
  scanner.tokens.push({ kind: 'tag', at, end: scanner.offset, handle, suffix });
}

interface WrittenTag {
  readonly handle: string;
  readonly suffix: string;
}

function scanVerbatim(scanner: Scanner): WrittenTag {
  const at = scanner.offset;
  scanner.offset += 2;
  const suffix = scanUri(scanner, VERBATIM_SIGNS);
  if (suffix === '' || codeAt(scanner) !== 0x3e) fail(scanner, at, WRONG);
  else scanner.offset++;
  return { handle: '', suffix };
}

function scanShort(scanner: Scanner): WrittenTag {
  const at = scanner.offset;
  const start = scanHandle(scanner);
  if (start.length > 1 && start.endsWith('!')) {
    const suffix = scanUri(scanner);
    if (suffix === '') fail(scanner, at, WRONG);
    return { handle: start, suffix };
  }
  const suffix = start.slice(1) + scanUri(scanner);
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** `!`, `!!` or `!word!`; `!word` where no `!` ends it, which is the beginning of a tag, or nothing. */
export function scanHandle(scanner: Scanner): string {
  const start = scanner.offset;
  if (codeAt(scanner) !== BANG) return '';
  scanner.offset++;
  skipWhile(scanner, isWord);
  if (codeAt(scanner) === BANG) scanner.offset++;
  return scanner.text.slice(start, scanner.offset);
}

export function scanUri(scanner: Scanner, signs = URI_SIGNS): string {
  const start = scanner.offset;
  skipWhile(scanner, (code) => isWord(code) || (code !== 0 && signs.includes(String.fromCharCode(code))));
  const written = scanner.text.slice(start, scanner.offset);
  if (!written.includes(String.fromCharCode(PERCENT))) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    fail(scanner, start, WRONG);
    return '';
  }
}
