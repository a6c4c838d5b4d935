import { MAX_FILE_BYTES, type FileRead } from '../compose/file-tree.ts';

export const TOO_LARGE = `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
const UTF_16 = 'it is in UTF-16; save it as UTF-8';
const NOT_TEXT = 'it is not a text file';

/** The text of a file's bytes: UTF-8 without its byte order mark. Too large, NUL bytes and other encodings are refused, UTF-16 with its text. */
export function textOf(bytes: Uint8Array): FileRead {
  if (bytes.length > MAX_FILE_BYTES) return { kind: 'refused', reason: TOO_LARGE };
  const order = UTF_16_MARKS.find(({ mark }) => isMarked(bytes, mark));
  if (order !== undefined)
    return { kind: 'refused', reason: UTF_16, utf16: unitsOf(bytes.subarray(order.mark.length), order.isLittleEndian) };
  if (bytes.includes(0)) return { kind: 'refused', reason: NOT_TEXT };
  const text = decoded(bytes);
  if (text === null) return { kind: 'refused', reason: notUtf8(bytes) };
  return isMarked(bytes, MARK) ? { kind: 'file', text, mark: '\ufeff' } : { kind: 'file', text };
}

function isMarked(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

/** Every two bytes are one unit of a text, as they stand: what is no character is told by who reads it, at its place. So is a byte too many. */
function unitsOf(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) units.push(String.fromCharCode(view.getUint16(at, isLittleEndian)));
  return units.join('') + (bytes.length % 2 === 0 ? '' : HALF);
}

/** The first half of a character, which is none without the other. */
const HALF = '\ud800';

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** No character of UTF-8 has a line feed in it, so that each line can be looked at alone. */
function notUtf8(bytes: Uint8Array): string {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (decoded(bytes.subarray(start, end < 0 ? bytes.length : end)) === null || end < 0) break;
    start = end + 1;
  }
  return `it is not in UTF-8: line ${String(line)} has bytes of another encoding`;
}

const LINE_FEED = 10;
/** https://www.unicode.org/faq/utf_bom.html */
const MARK = [0xef, 0xbb, 0xbf];
const UTF_16_MARKS = [
  { mark: [0xff, 0xfe], isLittleEndian: true },
  { mark: [0xfe, 0xff], isLittleEndian: false },
];
