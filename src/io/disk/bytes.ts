import { readSync } from 'node:fs';
import { MAX_FILE_BYTES } from '../../compose/file-tree.ts';

/** Most files are smaller: a buffer for the largest would be made for each of thousands. */
const FIRST = 16 << 10;

/** What an open file holds, one byte more than allowed at most: the size a file reports may be wrong or grow. */
export function bytesFrom(file: number): Uint8Array {
  let buffer = Buffer.allocUnsafeSlow(FIRST);
  let length = 0;
  for (;;) {
    const got = readSync(file, buffer, length, buffer.length - length, null);
    length += got;
    if (got === 0 || length > MAX_FILE_BYTES) return buffer.subarray(0, length);
    if (length < buffer.length) continue;
    const larger = Buffer.allocUnsafeSlow(Math.min(MAX_FILE_BYTES + 1, buffer.length * 4));
    buffer.copy(larger);
    buffer = larger;
  }
}
