import { CR, isBreak, LF } from './characters.ts';
import type { MarkKind, Token } from './tokens.ts';

/** Where the scanning of one text is. */
export interface Scanner {
  /** The text and a NUL behind it, which marks the end. */
  readonly text: string;
  offset: number;
  /** Lines begin behind every break that YAML knows; see `isBreak`. */
  lineStart: number;
  line: number;
  /** Column of the block that is open, -1 outside of all; those around it are in `indents`. */
  indent: number;
  readonly indents: number[];
  /** A key without `?` may begin here. */
  keyAllowed: boolean;
  /** What may turn out to be a key, for each level of brackets: one for the block, one for each bracket that is open. */
  readonly keys: (SimpleKey | null)[];
  readonly tokens: Token[];
  /** Tokens that the parser has taken. */
  taken: number;
  problem: Problem | null;
}

export interface SimpleKey {
  readonly at: number;
  readonly column: number;
  readonly line: number;
  /** The number of its token, from the start of the text. */
  readonly token: number;
  /** The text stands where only a key may: without a `:` it is wrong. */
  readonly isRequired: boolean;
}

/** Never holds text of the file: it may be a secret. */
export interface Problem {
  readonly code: 'yaml-syntax' | 'yaml-ambiguous' | 'yaml-directive' | 'too-deep';
  readonly at: number;
  readonly message: string;
}

export function scannerOf(text: string): Scanner {
  return {
    text: `${text}\0`,
    offset: 0,
    lineStart: 0,
    line: 0,
    indent: -1,
    indents: [],
    keyAllowed: true,
    keys: [null],
    tokens: [],
    taken: 0,
    problem: null,
  };
}

/** Stops the reading: the first problem counts, what follows comes from it. */
export function fail(scanner: Scanner, at: number, message: string, code: Problem['code'] = 'yaml-syntax'): void {
  scanner.problem ??= { code, at, message };
  scanner.offset = scanner.text.length - 1;
}

/** The character here, or some further on; 0 at the end and behind it. */
export function codeAt(scanner: Scanner, ahead = 0): number {
  return scanner.text.charCodeAt(scanner.offset + ahead) || 0;
}

/** Refuses what YAML readers understand in more than one way, those of Compose 2 and Compose 5 among them. */
export function failAmbiguous(scanner: Scanner, at: number, mend: string): void {
  fail(scanner, at, `Compose 2 and Compose 5 read this differently. ${mend}`, 'yaml-ambiguous');
}

export function columnOf(scanner: Scanner): number {
  return scanner.offset - scanner.lineStart;
}

export function isInFlow(scanner: Scanner): boolean {
  return scanner.keys.length > 1;
}

export function skipWhile(scanner: Scanner, isWanted: (code: number) => boolean): void {
  while (isWanted(codeAt(scanner))) scanner.offset++;
}

/** Goes past one line break, where there is one. Gives what it means inside a scalar: a line feed, or the separator that it is. */
export function takeBreak(scanner: Scanner): string {
  const code = codeAt(scanner);
  if (!isBreak(code)) return '';
  scanner.offset += code === CR && codeAt(scanner, 1) === LF ? 2 : 1;
  scanner.lineStart = scanner.offset;
  scanner.line++;
  return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
}

/** Takes `length` characters as one token. */
export function addMark(scanner: Scanner, kind: MarkKind, length: number): void {
  const at = scanner.offset;
  scanner.offset += length;
  scanner.tokens.push({ kind, at, end: scanner.offset });
}
