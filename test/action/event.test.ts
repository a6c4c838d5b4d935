import { describe, expect, test } from 'vitest';
import { changeOf } from '../../src/action/event.ts';

const [A, B, NONE] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)];
const request = { pull_request: { number: 7, base: { sha: B, ref: 'trunk' }, head: { sha: A, ref: 'topic' } } };

describe('what set the workflow off', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    '%s compares with where the branch parted',
    (name) => {
      expect(changeOf(name, request, NONE)).toEqual({
        pullRequest: 7,
        base: { commit: B, label: 'trunk' },
        head: { commit: A, label: 'topic' },
        from: 'merge-base',
      });
    },
  );

  test('a merge queue compares its two commits, and has no comment', () => {
    const payload = {
      merge_group: { base_sha: B, head_sha: A, base_ref: 'refs/heads/trunk', head_ref: 'refs/heads/queue' },
    };
    expect(changeOf('merge_group', payload, A)).toEqual({
      pullRequest: null,
      base: { commit: B, label: 'trunk' },
      head: { commit: A, label: 'aaaaaaa' },
      from: 'base',
    });
  });

  test('a push compares before with after', () => {
    const { base, head } = changeOf('push', { before: B, after: A, ref: 'refs/heads/trunk' }, A);
    expect([base?.commit, head?.commit, head?.label]).toEqual([B, A, 'trunk']);
  });

  test('a new branch has no base, a deleted one no head', () => {
    expect(changeOf('push', { before: NONE, after: A, ref: 'refs/heads/x' }, A).base).toBe(null);
    expect(changeOf('push', { before: A, after: NONE, ref: 'refs/heads/x' }, B).head).toBe(null);
  });

  test('any other event looks at its commit', () => {
    expect(changeOf('schedule', {}, A)).toEqual({
      pullRequest: null,
      base: null,
      head: { commit: A, label: 'aaaaaaa' },
      from: 'base',
    });
  });

  test.each([
    ['workflow_run', { workflow_run: { head_sha: B, event: 'pull_request' } }, 'about bbbbbbb'],
    ['check_suite', { check_suite: { head_sha: B } }, 'about bbbbbbb'],
    ['status', { sha: B, state: 'success', context: 'ci' }, 'about bbbbbbb'],
    ['issue_comment', { issue: { number: 7, pull_request: { url: 'x' } } }, 'about a pull request'],
    ['push', { ref: 'refs/heads/x' }, 'does not name its commits'],
    ['pull_request_target', { pull_request: { number: 7 } }, 'does not name its commits'],
  ])('%s that is about another commit than its run is refused', (name, payload, words) => {
    expect(() => changeOf(name, payload, A)).toThrow(words);
  });

  test('a run after another one on the same commit looks at it', () => {
    expect(changeOf('workflow_run', { workflow_run: { head_sha: A } }, A).head?.commit).toBe(A);
  });

  test('an event without a commit, or with something else in its place, is refused', () => {
    expect(() => changeOf('schedule', {}, '')).toThrow('names no commit');
    const strange = { pull_request: { ...request.pull_request, head: { sha: '--upload-pack=x', ref: 'x' } } };
    expect(() => changeOf('pull_request', strange, 'x')).toThrow('does not name its commits');
  });
});
