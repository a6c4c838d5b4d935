import { MAX_FILE_BYTES, type FileRead } from '../../compose/file-tree.ts';
import type { CommitEntry } from '../entry-tree.ts';
import { contentsOf } from './contents.ts';
import type { GitHub, Repository } from './octokit.ts';
import { TOO_LARGE } from '../text.ts';

/** Contents by object id, fetched on demand and shared by both revisions: what is equal in them is fetched once. */
export interface Blobs {
  /** `pending` until the next `fetch()`. */
  read(entry: CommitEntry): FileRead;
  /** Ids that were asked for and are not there yet. */
  pending(): readonly string[];
  /** Gets what is pending. Never fails: what GitHub does not give becomes `refused`. */
  fetch(): Promise<void>;
  /** Refuses what is pending and whatever else is asked for from now on. */
  close(reason: string): void;
}

export interface BlobBounds {
  readonly files: number;
  readonly bytes: number;
}

const BOUNDS: BlobBounds = { files: 3_000, bytes: 64 * 1024 * 1024 };
export function gitHubBlobs(client: GitHub, repository: Repository, bounds = BOUNDS): Blobs {
  const known = new Map<string, FileRead>();
  const wanted = new Map<string, number>();
  let [files, bytes] = [0, 0];
  let closed: string | null = null;

  return {
    read({ id, size }) {
      const there = known.get(id);
      if (there !== undefined) return there;
      if (wanted.has(id)) return { kind: 'pending' };
      const no = size !== null && size > MAX_FILE_BYTES ? TOO_LARGE : (closed ?? refusalFor(id, size ?? 0));
      if (no !== null) return { kind: 'refused', reason: no };
      wanted.set(id, size ?? 0);
      files += 1;
      bytes += size ?? 0;
      return { kind: 'pending' };
    },
    pending: () => [...wanted.keys()],
    async fetch() {
      for (const [id, read] of await contentsOf(client, repository, [...wanted])) {
        known.set(id, read);
        wanted.delete(id);
      }
    },
    close(reason) {
      closed = reason;
      for (const id of wanted.keys()) known.set(id, { kind: 'refused', reason });
      wanted.clear();
    },
  };

  function refusalFor(id: string, size: number): string | null {
    if (!/^[0-9a-f]{40,64}$/.test(id)) return 'GitHub names no content for it';
    return files >= bounds.files || bytes + size > bounds.bytes ? 'the change asks for too many files' : null;
  }
}
