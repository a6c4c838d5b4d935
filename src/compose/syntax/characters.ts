/** Kinds of characters, by UTF-16 unit, as Compose's YAML reader tells them apart. 0 stands for the end of the text: the text itself holds none. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;

/** YAML 1.1 breaks lines at five characters; an editor shows a line end for the first two only. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What anchors, directives and the handles of tags are made of. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}

const NOT_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether the unit at `offset` is one of the two that a character is made of, without the other. */
export function isHalf(text: string, offset: number): boolean {
  const code = text.codePointAt(offset) ?? 0;
  return code >= 0xd800 && code <= 0xdfff;
}

/**
 * The offset of the first character that no YAML text may hold, or -1. A byte order mark behind the first one is among them: what the
 * reader makes of it depends on where in its buffer the mark happens to lie.
 */
export function notPrintableAt(text: string): number {
  return text.search(NOT_PRINTABLE);
}
