import { columnOf, fail, isInFlow, type Scanner, type SimpleKey } from './scanner.ts';
import { openBlock } from './blocks.ts';

/** Characters that may lie between the start of a key and its colon. */
const MAX_KEY = 1024;

const NO_COLON = 'a key needs a colon and a space after it, on its own line';

/** Notes that what begins here may be a key, where one may begin. */
export function markKey(scanner: Scanner): void {
  if (!scanner.keyAllowed) return;
  forgetKey(scanner);
  scanner.keys[scanner.keys.length - 1] = {
    at: scanner.offset,
    column: columnOf(scanner),
    line: scanner.line,
    token: scanner.taken + scanner.tokens.length,
    isRequired: !isInFlow(scanner) && scanner.indent === columnOf(scanner),
  };
}

/** What was noted on this level is no key. */
export function forgetKey(scanner: Scanner): void {
  const key = scanner.keys.at(-1) ?? null;
  if (key?.isRequired === true) fail(scanner, key.at, NO_COLON);
  scanner.keys[scanner.keys.length - 1] = null;
}

/** Puts the tokens that say so before what was noted as a key, where the colon that stands here can belong to it. */
export function takeKey(scanner: Scanner): boolean {
  const key = scanner.keys.at(-1) ?? null;
  if (key === null) return false;
  if (!isOpen(scanner, key)) {
    if (key.isRequired) fail(scanner, key.at, NO_COLON);
    return false;
  }
  const index = key.token - scanner.taken;
  scanner.tokens.splice(index, 0, { kind: 'key', at: key.at, end: key.at });
  openBlock(scanner, 'block-map', key.column, key.at, index);
  scanner.keys[scanner.keys.length - 1] = null;
  return true;
}

/** Whether the next token of the parser may still turn out to be a key. */
export function isNextUndecided(scanner: Scanner): boolean {
  const key = scanner.keys.find((candidate) => candidate?.token === scanner.taken) ?? null;
  return key !== null && isOpen(scanner, key);
}

function isOpen(scanner: Scanner, key: SimpleKey): boolean {
  return key.line === scanner.line && distance(scanner.text, key.at, scanner.offset) <= MAX_KEY;
}

/** In characters, of which some take two places in the text. */
function distance(text: string, from: number, to: number): number {
  if (to - from <= MAX_KEY) return to - from;
  return to - from > 2 * MAX_KEY ? Infinity : [...text.slice(from, to)].length;
}
