import { MAX_FILE_BYTES, type FileRead } from '../compose/file-tree.ts';

export const TOO_LARGE = `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
const UTF_16 = 'it is in UTF-16; save it as UTF-8';
const NOT_TEXT = 'it is not a text file';

/** The text of a file's bytes: UTF-8 without its byte order mark. Too large, NUL bytes and other encodings are refused. */
export function textOf(bytes: Uint8Array): FileRead {
  if (bytes.length > MAX_FILE_BYTES) return { kind: 'refused', reason: TOO_LARGE };
  // Compose reads UTF-16 where a mark says so, but env files and labels not.
  if (isUtf16(bytes)) return { kind: 'refused', reason: UTF_16 };
  if (bytes.includes(0)) return { kind: 'refused', reason: NOT_TEXT };
  const text = decoded(bytes);
  if (text === null) return { kind: 'refused', reason: notUtf8(bytes) };
  return MARK.every((byte, at) => bytes[at] === byte) ? { kind: 'file', text, mark: '\ufeff' } : { kind: 'file', text };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

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
