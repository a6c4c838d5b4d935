import { MAX_FILE_BYTES, type FileRead } from '../compose/file-tree.ts';

export const TOO_LARGE = `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
const NOT_TEXT = 'it is not a text file';
const NOT_UTF8 = 'it is not UTF-8 text';

/** The text of a file's bytes: UTF-8 without its byte order mark. Too large, NUL bytes and other encodings are refused. */
export function textOf(bytes: Uint8Array): FileRead {
  if (bytes.length > MAX_FILE_BYTES) return { kind: 'refused', reason: TOO_LARGE };
  if (bytes.includes(0)) return { kind: 'refused', reason: NOT_TEXT };
  try {
    return { kind: 'file', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'refused', reason: NOT_UTF8 };
  }
}
