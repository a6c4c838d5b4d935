import { unescaped } from './escapes.ts';

const WHITE = /\p{White_Space}/u;

/** The offset behind white space and comment lines. */
export function startOfStatement(source: string, start: number): number {
  for (let index = start; index < source.length; index++) {
    const character = source.charAt(index);
    if (character === '#') {
      const newline = source.indexOf('\n', index);
      if (newline < 0) return source.length;
      index = newline;
    } else if (!WHITE.test(character)) return index;
  }
  return source.length;
}

export interface Key {
  readonly name: string;
  /** Where the value begins. */
  readonly end: number;
  /** No value is written: it is passed on from the environment. */
  readonly isAlone: boolean;
}

const EXPORT = /export[\t\n\v\f\r ]+/y;
const SPACES = /[\t\v\f\r \u0085\u00A0]*/y;
/** The name that begins at `start`; a text: why there is none. */
export function keyAt(source: string, start: number): Key | string {
  const begin = start + lengthOf(EXPORT, source, start);
  const from = begin === start ? start : begin + lengthOf(SPACES, source, begin);
  const stop = endOfName(source, from);
  if (from === source.length) return 'A name is missing behind export.';
  const sign = source[stop];
  // A key alone on a last line that does not end: Compose takes it for a value without a name.
  if (sign === undefined) return { name: '', end: from, isAlone: false };
  if (sign !== '=' && sign !== ':' && sign !== '\n') {
    return `The name of a variable cannot hold ${JSON.stringify(String.fromCodePoint(source.codePointAt(stop) ?? 0))}. Write KEY=value, one on each line.`;
  }
  const value = stop + 1;
  return {
    name: withoutEnd(source.slice(from, stop)),
    end: value + lengthOf(SPACES, source, value),
    isAlone: sign === '\n',
  };
}

const IN_NAME = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00A0]/u;

function endOfName(source: string, start: number): number {
  for (let index = start; index < source.length; index++) {
    const character = String.fromCodePoint(source.codePointAt(index) ?? 0);
    if (!IN_NAME.test(character)) return index;
    index += character.length - 1;
  }
  return source.length;
}

export interface DotenvValue {
  readonly text: string;
  readonly end: number;
  /** In single quotes: variables in it mean nothing. */
  readonly isLiteral: boolean;
}

/** The value that begins at `start`, its escapes resolved but not its variables; `undefined`: a quote is not closed. */
export function valueAt(source: string, start: number): DotenvValue | undefined {
  const quote = source[start];
  if (quote === '"' || quote === "'") return quotedAt(source, start, quote);
  const newline = source.indexOf('\n', start);
  const end = newline < 0 ? source.length : newline;
  const line = source.slice(start, end);
  const comment = line.indexOf(' #');
  return { text: withoutEnd(comment < 0 ? line : line.slice(0, comment)), end, isLiteral: false };
}

function quotedAt(source: string, start: number, quote: string): DotenvValue | undefined {
  let text = '';
  let from = start + 1;
  for (let index = from; index < source.length; index++) {
    const character = source[index];
    if (character === '\\') {
      // Only an escaped quote loses its backslash here; the other escapes are for double quotes alone.
      if (source[index + 1] === quote) {
        text += source.slice(from, index);
        from = index + 1;
      }
      index++;
    } else if (character === quote) {
      const inner = text + source.slice(from, index);
      return quote === '"'
        ? { text: unescaped(inner), end: index + 1, isLiteral: false }
        : { text: inner, end: index + 1, isLiteral: true };
    }
  }
  return undefined;
}

/** Without the white space at its end; a byte order mark is none to Go. */
function withoutEnd(text: string): string {
  return text.replace(/(?<!\p{White_Space})\p{White_Space}+$/u, '');
}

function lengthOf(pattern: RegExp, source: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0].length ?? 0;
}
