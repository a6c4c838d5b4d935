/**
 * A scalar for YAML 1.1 and 1.2, wherever it stands (in brackets and braces too): in quotes unless it is plain words or a path, which
 * nothing takes for something else.
 */
export function yamlScalar(text: string): string {
  const isPlain = /^([A-Za-z_/]|\.{1,2}\/)[\w./-]*( [\w./-]+)*$/.test(text) && !NOT_TEXT.has(text.toLowerCase());
  return isPlain ? text : JSON.stringify(text).replace(UNPRINTABLE, escaped);
}

/** Words that one or the other YAML reader gives another type. */
const NOT_TEXT = new Set('true false yes no on off y n null nan inf'.split(' '));

/** What JSON leaves as it is and YAML does not allow, or a reader of the file would not see. */
const UNPRINTABLE = /[\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text behind a `#`, which ends with its line. */
export function comment(text: string): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
