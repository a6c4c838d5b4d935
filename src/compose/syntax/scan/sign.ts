import { closeBracket, openBlock, openBracket } from '../blocks.ts';
import { isBlankOrEnd, isWord } from '../characters.ts';
import { skipLineComment } from '../comments.ts';
import { scanBlock } from './block.ts';
import { scanPlain } from './plain.ts';
import { scanQuoted } from './quoted.ts';
import { scanTag } from './tag.ts';
import { addMark, codeAt, columnOf, fail, failAmbiguous, isInFlow, type Scanner, skipWhile } from '../scanner.ts';
import { forgetKey, markKey, takeKey } from '../simple-keys.ts';
import type { MarkKind } from '../tokens.ts';

type Scan = (scanner: Scanner) => void;

/** What begins with a sign. Everything else is a scalar without quotes. */
const SIGNS: ReadonlyMap<string, Scan> = new Map<string, Scan>([
  ['[', opening('flow-list')],
  ['{', opening('flow-map')],
  [']', closing('flow-list-end')],
  ['}', closing('flow-map-end')],
  [',', scanEntry],
  ['-', (scanner) => (isBlankOrEnd(codeAt(scanner, 1)) ? scanItem(scanner) : scanText(scanner, scanPlain))],
  ['?', scanQuestion],
  [':', scanColon],
  ['*', (scanner) => scanText(scanner, naming('alias'))],
  ['&', (scanner) => scanText(scanner, naming('anchor'))],
  ['!', (scanner) => scanText(scanner, scanTag)],
  ["'", (scanner) => scanText(scanner, scanQuoted)],
  ['"', (scanner) => scanText(scanner, scanQuoted)],
  ['|', scanBlockText],
  ['>', scanBlockText],
  ['%', refuse],
  ['@', refuse],
  ['`', refuse],
  ['\t', refuseTab],
]);

export function scanSign(scanner: Scanner): void {
  const scan = SIGNS.get(scanner.text[scanner.offset] ?? '');
  if (scan === undefined) scanText(scanner, scanPlain);
  else scan(scanner);
}

/** Within brackets it needs no blank after it for Compose 2, and is a part of the text for Compose 5. */
function scanQuestion(scanner: Scanner): void {
  if (isBlankOrEnd(codeAt(scanner, 1))) scanKey(scanner);
  else if (isInFlow(scanner)) failAmbiguous(scanner, scanner.offset, 'Put quotes around a text with ? in it.');
  else scanText(scanner, scanPlain);
}

function refuse(scanner: Scanner): void {
  fail(scanner, scanner.offset, 'no text begins with this sign. Put the text in quotes');
}

function refuseTab(scanner: Scanner): void {
  fail(scanner, scanner.offset, 'Tabs are not allowed as indentation. Indent with spaces');
}

/** Within brackets it needs no blank after it. */
function scanColon(scanner: Scanner): void {
  if (isInFlow(scanner) || isBlankOrEnd(codeAt(scanner, 1))) scanValue(scanner);
  else scanText(scanner, scanPlain);
}

/** What may be a key, and is not followed by another. */
function scanText(scanner: Scanner, scan: Scan): void {
  markKey(scanner);
  scanner.keyAllowed = false;
  if (scanner.problem !== null) return;
  scan(scanner);
  // A scalar may have taken the line breaks behind it: a comment on another line is not its own.
  if (scanner.lineStart <= (scanner.tokens.at(-1)?.end ?? 0)) skipLineComment(scanner);
}

function scanBlockText(scanner: Scanner): void {
  if (isInFlow(scanner)) {
    refuse(scanner);
    return;
  }
  forgetKey(scanner);
  scanner.keyAllowed = true;
  scanBlock(scanner);
}

function opening(kind: MarkKind): Scan {
  return (scanner) => {
    markKey(scanner);
    openBracket(scanner);
    scanner.keyAllowed = true;
    addMark(scanner, kind, 1);
    skipLineComment(scanner);
  };
}

function closing(kind: MarkKind): Scan {
  return (scanner) => {
    forgetKey(scanner);
    closeBracket(scanner);
    scanner.keyAllowed = false;
    addMark(scanner, kind, 1);
    skipLineComment(scanner);
  };
}

function scanEntry(scanner: Scanner): void {
  forgetKey(scanner);
  scanner.keyAllowed = true;
  addMark(scanner, 'flow-entry', 1);
  skipLineComment(scanner);
}

function scanItem(scanner: Scanner): void {
  if (!mayOpen(scanner)) return;
  openBlock(scanner, 'block-list', columnOf(scanner), scanner.offset);
  forgetKey(scanner);
  scanner.keyAllowed = true;
  addMark(scanner, 'item', 1);
}

function scanKey(scanner: Scanner): void {
  if (!mayOpen(scanner)) return;
  openBlock(scanner, 'block-map', columnOf(scanner), scanner.offset);
  forgetKey(scanner);
  scanner.keyAllowed = !isInFlow(scanner);
  addMark(scanner, 'key', 1);
  skipLineComment(scanner);
}

function scanValue(scanner: Scanner): void {
  if (takeKey(scanner)) scanner.keyAllowed = false;
  else {
    if (!mayOpen(scanner)) return;
    openBlock(scanner, 'block-map', columnOf(scanner), scanner.offset);
    scanner.keyAllowed = !isInFlow(scanner);
  }
  addMark(scanner, 'value', 1);
  skipLineComment(scanner);
}

/** Whether an item, a key or a value without a simple key may begin here. */
function mayOpen(scanner: Scanner): boolean {
  if (isInFlow(scanner) || scanner.keyAllowed) return true;
  fail(
    scanner,
    scanner.offset,
    'a list item or a key cannot begin within another value. Begin it on a line of its own, or put the text in quotes',
  );
  return false;
}

function naming(kind: 'alias' | 'anchor'): Scan {
  return (scanner) => {
    const at = scanner.offset;
    scanner.offset++;
    skipWhile(scanner, isWord);
    const name = scanner.text.slice(at + 1, scanner.offset);
    const next = scanner.text[scanner.offset] ?? '';
    if (name === '' || !(isBlankOrEnd(codeAt(scanner)) || ':,]}'.includes(next)))
      fail(
        scanner,
        at,
        `the name of an ${kind} is not written as names are. Put the value in quotes if it is meant as text`,
      );
    scanner.tokens.push({ kind, at, end: scanner.offset, name });
  };
}
