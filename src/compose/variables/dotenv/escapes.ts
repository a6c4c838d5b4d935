const ESCAPE = /\\(?:[abcfnrtv$"\\]|0\d{0,3})/g;

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['\\a', '\x07'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
  ['\\v', '\v'],
  ['\\"', '"'],
  ['\\\\', '\\'],
  // Variables come later, and `$$` is what they take for a dollar sign.
  ['\\$', '$$'],
]);

/** The text of a double quoted value, with its escapes resolved as far as Compose knows them: `\n`, `\t`, `\0101`, but not `\x41` or `\u0041`. */
export function unescaped(text: string): string {
  return text.replace(ESCAPE, (escape) => CHARACTERS.get(escape) ?? octal(escape));
}

function octal(escape: string): string {
  if (!escape.startsWith('\\0')) return escape;
  const digits = escape.slice(2);
  return /^[0-3][0-7]{2}$/.test(digits) ? String.fromCodePoint(Number.parseInt(digits, 8)) : `\\${digits}`;
}
