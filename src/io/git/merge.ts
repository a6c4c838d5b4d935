import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommitTree } from '../entry-tree.ts';
import { git, isolatedGit, type GitAnswer } from './git.ts';
import { contentsOf, rootOf, treeOf } from './tree.ts';

/** The files that merging two commits gives, or why there are none. `conflict`: git cannot merge them by itself. */
export type MergeAnswer =
  | { readonly kind: 'tree'; readonly tree: CommitTree }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Merges two commits of a clone without a checkout and without writing to it: in a repository of its own beside it, which borrows the clone's
 * objects and nothing else. So no configuration, attribute, merge driver, filter or hook of the clone has a say. Needs git 2.38.
 */
export function mergedTree(repository: string, base: string, head: string, root = rootOf(repository)): MergeAnswer {
  const place = mkdtempSync(join(tmpdir(), 'bulkhead-merge-'));
  try {
    return mergedIn(place, { repository, base, head, root });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

interface MergingCommits {
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  readonly root: string;
}

function mergedIn(place: string, { repository, base, head, root }: MergingCommits): MergeAnswer {
  const begun = begin(place, repository, base.length === 40 ? 'sha1' : 'sha256');
  if (begun.kind !== 'ok') return { kind: 'failed', reason: begun.reason };
  const answer = isolatedGit(place, ['merge-tree', '--write-tree', '--no-messages', '-z', base, head]);
  if (answer.kind !== 'ok')
    return answer.kind === 'failed' && answer.status === CONFLICT
      ? { kind: 'conflict' }
      : { kind: 'failed', reason: answer.reason };
  const tree = answer.output.toString('utf8').split('\0')[0]?.trim() ?? '';
  const written = contentsOf(place, objectsIn(place), isolatedGit);
  const listing = isolatedGit(place, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', tree]);
  if (listing.kind !== 'ok') return { kind: 'failed', reason: listing.reason };
  return { kind: 'tree', tree: treeOf({ repository, root, listing: listing.output, known: written }) };
}

const CONFLICT = 1;

function begin(place: string, repository: string, format: 'sha1' | 'sha256'): GitAnswer {
  const made = isolatedGit(place, ['init', '-q', '--bare', '--template=', `--object-format=${format}`, '.']);
  const objects = git(repository, ['rev-parse', '--git-path', 'objects']);
  if (made.kind !== 'ok' || objects.kind !== 'ok') return made.kind === 'ok' ? objects : made;
  const borrowed = resolve(repository, objects.output.toString('utf8').trimEnd());
  writeFileSync(join(place, 'objects', 'info', 'alternates'), `${borrowed.replaceAll('\\', '/')}\n`);
  return made;
}

/** Ids of what the merge itself has written. */
function objectsIn(place: string): readonly string[] {
  const folder = join(place, 'objects');
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((start) => readdirSync(join(folder, start)).map((rest) => start + rest));
}
