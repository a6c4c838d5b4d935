import { git, type GitAnswer } from './git.ts';

/** A commit id, or why there is none. */
export type CommitAnswer =
  { readonly kind: 'commit'; readonly id: string } | { readonly kind: 'failed'; readonly reason: string };

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The top folder of a repository, or why there is none: no repository, one that git does not trust, no git. */
export type RepositoryAnswer =
  { readonly kind: 'repository'; readonly top: string } | { readonly kind: 'failed'; readonly reason: string };

/** The repository that holds `folder`. */
export function repositoryOf(folder: string): RepositoryAnswer {
  const answer = git(folder, ['rev-parse', '--show-toplevel']);
  return answer.kind === 'ok'
    ? { kind: 'repository', top: answer.output.toString('utf8').trimEnd() }
    : { kind: 'failed', reason: answer.reason };
}

/** The commit that `revision` (a branch, tag, id or expression such as `HEAD~1`) names. */
export function commitOf(repository: string, revision: string): CommitAnswer {
  if (revision === '' || revision.startsWith('-')) return { kind: 'failed', reason: `"${revision}" is not a revision` };
  const answer = git(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return commitIn(answer, `"${revision}" is not a commit of this repository`);
}

/** The commit that two lines of history have in common: what a branch is compared with. */
export function mergeBaseOf(repository: string, base: string, head: string): CommitAnswer {
  const [one, other] = [commitOf(repository, base), commitOf(repository, head)];
  if (one.kind === 'failed') return one;
  if (other.kind === 'failed') return other;
  const answer = git(repository, ['merge-base', one.id, other.id]);
  return commitIn(answer, `"${base}" and "${head}" have no commit in common here (a shallow clone may lack it)`);
}

/** Whether this clone has the commit `id`, with its files. */
export function hasCommit(repository: string, id: string): boolean {
  return COMMIT.test(id) && git(repository, ['cat-file', '-e', `${id}^{tree}`]).kind === 'ok';
}

/** The commits that `id` was made from, the first the one it was made on; also where a shallow clone does not have them. */
export function parentsOf(repository: string, id: string): readonly string[] {
  const answer = git(repository, ['cat-file', 'commit', id]);
  const text = answer.kind === 'ok' ? answer.output.toString('utf8') : '';
  const header = text.split('\n\n', 1)[0] ?? '';
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent);
}

/** Whether history of this clone is cut, so that what two commits have in common cannot be told. */
export function isShallow(repository: string): boolean {
  const answer = git(repository, ['rev-parse', '--is-shallow-repository']);
  return answer.kind !== 'ok' || answer.output.toString('utf8').trim() !== 'false';
}

/** Whether this clone leaves contents at the remote until they are needed. */
export function isPartial(repository: string): boolean {
  return (
    git(repository, ['config', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.partialclone)$']).kind === 'ok'
  );
}

function commitIn(answer: GitAnswer, otherwise: string): CommitAnswer {
  if (answer.kind === 'broken') return { kind: 'failed', reason: answer.reason };
  const id = answer.kind === 'ok' ? answer.output.toString('utf8').trim() : '';
  return COMMIT.test(id) ? { kind: 'commit', id } : { kind: 'failed', reason: otherwise };
}
