import { isBlank, isBlankOrEnd, isBreakOrEnd, isWord } from '../characters.ts';
import { scanHandle, scanUri, VERBATIM_SIGNS } from './tag.ts';
import { codeAt, fail, type Scanner, skipWhile, takeBreak } from '../scanner.ts';
import type { Token } from '../tokens.ts';

/** Takes a line that begins with `%`. Compose's reader knows two: `%YAML` and `%TAG`. */
export function scanDirective(scanner: Scanner): void {
  const at = scanner.offset;
  scanner.offset++;
  const name = scanWhile(scanner, isWord);
  if (name === 'YAML' && isBlank(codeAt(scanner))) scanner.tokens.push(scanVersion(scanner, at));
  else if (name === 'TAG' && isBlank(codeAt(scanner))) scanner.tokens.push(scanTagHandle(scanner, at));
  else fail(scanner, at, 'The directive is unknown to Compose.', 'yaml-directive');
  skipWhile(scanner, isBlank);
  if (codeAt(scanner) === HASH) skipWhile(scanner, (code) => !isBreakOrEnd(code));
  if (!isBreakOrEnd(codeAt(scanner))) fail(scanner, at, WRONG, 'yaml-directive');
  takeBreak(scanner);
}

const HASH = 0x23;
const WRONG = 'The directive is not written as directives are.';

function scanWhile(scanner: Scanner, isWanted: (code: number) => boolean): string {
  const start = scanner.offset;
  skipWhile(scanner, isWanted);
  return scanner.text.slice(start, scanner.offset);
}

function scanVersion(scanner: Scanner, at: number): Token {
  skipWhile(scanner, isBlank);
  const version = scanWhile(scanner, (code) => !isBlankOrEnd(code) && code !== HASH);
  return { kind: 'version', at, end: scanner.offset, isKnown: /^0?1\.0?1$/.test(version) };
}

function scanTagHandle(scanner: Scanner, at: number): Token {
  skipWhile(scanner, isBlank);
  const handle = scanHandle(scanner);
  if (!handle.endsWith('!') || !isBlank(codeAt(scanner))) fail(scanner, at, WRONG, 'yaml-directive');
  skipWhile(scanner, isBlank);
  const prefix = scanUri(scanner, VERBATIM_SIGNS);
  if (prefix === '' || !isBlankOrEnd(codeAt(scanner))) fail(scanner, at, WRONG, 'yaml-directive');
  return { kind: 'handle', at, end: scanner.offset, handle, prefix };
}
