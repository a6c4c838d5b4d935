import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { MAX_FILE_BYTES } from '../../compose/file-tree.ts';
import { systemPath } from './system-path.ts';

/** What git calls the content at `path` where it stores it as it is: equal to the id of a commit's tree for what is not changed. `null`: not known. */
export function storedId(path: string): string | null {
  try {
    const place = systemPath(path);
    const stats = lstatSync(place);
    if (stats.isSymbolicLink()) return `link ${blobId(Buffer.from(readlinkSync(place)))}`;
    if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return null;
    return `file ${blobId(readFileSync(place))}`;
  } catch {
    return null;
  }
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${String(content.length)}\0`)
    .update(content)
    .digest('hex');
}
