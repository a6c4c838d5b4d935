import { codeAt, fail, type Scanner } from '../scanner.ts';

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** Digits behind the letter. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Takes what stands behind a backslash in the quoted text that begins at `at`, and gives the character it means. */
export function scanEscape(scanner: Scanner, at: number): string {
  const letter = String.fromCharCode(codeAt(scanner));
  const length = LENGTHS.get(letter);
  if (length !== undefined) return scanNumber(scanner, at, length);
  const character = CHARACTERS.get(letter);
  if (character === undefined)
    fail(scanner, at, 'a text in double quotes has a backslash before a character that has no meaning there');
  else scanner.offset++;
  return character ?? '';
}

function scanNumber(scanner: Scanner, at: number, length: number): string {
  const digits = scanner.text.slice(scanner.offset + 1, scanner.offset + 1 + length);
  const code = new RegExp(`^[0-9a-fA-F]{${String(length)}}$`).test(digits) ? parseInt(digits, 16) : NaN;
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) {
    fail(scanner, at, 'a text in double quotes has an escape that names no character');
    return '';
  }
  scanner.offset += 1 + length;
  return String.fromCodePoint(code);
}
