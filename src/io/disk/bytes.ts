import { readSync } from 'node:fs';
import { MAX_FILE_BYTES } from '../../compose/file-tree.ts';

/** What an open file holds, one byte more than allowed at most: the size a file reports may be wrong or grow. */
export function bytesFrom(file: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(MAX_FILE_BYTES + 1);
  let length = 0;
  for (let got = -1; got !== 0 && length < buffer.length; length += got) {
    got = readSync(file, buffer, length, buffer.length - length, null);
  }
  return buffer.subarray(0, length);
}
