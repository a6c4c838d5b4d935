import { closeBlocks } from './blocks.ts';
import { skipToToken } from './comments.ts';
import { isMark } from './document-mark.ts';
import { scanDirective } from './scan/directive.ts';
import { scanSign } from './scan/sign.ts';
import { addMark, codeAt, columnOf, type Scanner } from './scanner.ts';
import { forgetKey, isNextUndecided } from './simple-keys.ts';
import type { Token } from './tokens.ts';

/**
 * The next token, without taking it. The text is cut as YAML 1.1 says and as Compose's reader understands that; after a problem, and at the
 * end, only `stream-end` is left. https://github.com/yaml/go-yaml/blob/v3/scannerc.go
 */
export function peek(scanner: Scanner): Token {
  while (scanner.problem === null && (scanner.tokens.length === 0 || isNextUndecided(scanner))) scanNext(scanner);
  const [token] = scanner.tokens;
  return scanner.problem !== null || token === undefined
    ? { kind: 'stream-end', at: scanner.offset, end: scanner.offset }
    : token;
}

export function take(scanner: Scanner): Token {
  const token = peek(scanner);
  if (token.kind !== 'stream-end') {
    scanner.tokens.shift();
    scanner.taken++;
  }
  return token;
}

function scanNext(scanner: Scanner): void {
  skipToToken(scanner);
  closeBlocks(scanner, columnOf(scanner));
  if (codeAt(scanner) === 0) endStream(scanner);
  else if (!scanLineSign(scanner)) scanSign(scanner);
}

function endStream(scanner: Scanner): void {
  endContent(scanner);
  // No colon can follow, so that nothing that waits is still undecided.
  scanner.line++;
  addMark(scanner, 'stream-end', 0);
}

/** What counts at the beginning of a line only: the marks of documents, and directives. */
function scanLineSign(scanner: Scanner): boolean {
  if (columnOf(scanner) > 0) return false;
  const isDirective = scanner.text[scanner.offset] === '%';
  const mark = isMark(scanner, '---') ? 'document-start' : isMark(scanner, '...') ? 'document-end' : null;
  if (!isDirective && mark === null) return false;
  endContent(scanner);
  if (mark === null) scanDirective(scanner);
  else addMark(scanner, mark, 3);
  return true;
}

function endContent(scanner: Scanner): void {
  closeBlocks(scanner, -1);
  forgetKey(scanner);
  scanner.keyAllowed = false;
}
