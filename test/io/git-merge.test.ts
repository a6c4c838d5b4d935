import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergedTree } from '../../src/io/git/merge.ts';
import { commitOf } from '../../src/io/git/revision.ts';
import { commit, type Files, git, repository } from '../command/repository.ts';

/** A repository with branches `main` and `topic` that parted after `fork`. */
function parted(fork: Files, main: Files, topic: Files): string {
  const place = repository(fork);
  git(place, 'checkout', '-q', '-b', 'topic');
  commit(place, topic);
  git(place, 'checkout', '-q', 'main');
  commit(place, main);
  return place;
}

function merged(place: string) {
  const [base, head] = ['main', 'topic'].map((name) => commitOf(place, name));
  if (base?.kind !== 'commit' || head?.kind !== 'commit') throw new Error('no commits');
  return mergedTree(place, base.id, head.id);
}

function textIn(place: string, path: string): unknown {
  const answer = merged(place);
  return answer.kind === 'tree' ? answer.tree.read(`${answer.tree.root}/${path}`) : answer;
}

const LINES = Array.from({ length: 20 }, (_, at) => `line ${at}\n`);
const FORK = LINES.join('');

describe('the files that a merge gives', () => {
  test('are those of both sides, also within one file', () => {
    const place = parted({ a: FORK, b: 'b\n' }, { a: `top\n${FORK}`, c: 'c\n' }, { a: `${FORK}end\n`, d: 'd\n' });
    expect(textIn(place, 'a')).toEqual({ kind: 'file', text: `top\n${FORK}end\n` });
    for (const name of ['b', 'c', 'd']) expect(textIn(place, name)).toEqual({ kind: 'file', text: `${name}\n` });
  });

  test('follow a file that one side renamed', () => {
    const place = parted({ a: FORK }, { a: null, 'deploy/a': FORK }, { a: `${FORK}end\n` });
    expect(textIn(place, 'deploy/a')).toEqual({ kind: 'file', text: `${FORK}end\n` });
  });

  test('are none where the sides contradict', () => {
    expect(merged(parted({ a: 'a\n' }, { a: 'b\n' }, { a: 'c\n' }))).toEqual({ kind: 'conflict' });
  });

  test('are none where there is nothing in common', () => {
    const place = repository({ a: 'a\n' });
    git(place, 'checkout', '-q', '--orphan', 'topic');
    commit(place, { a: 'b\n' });
    expect(merged(place)).toEqual({ kind: 'failed', reason: expect.stringContaining('unrelated') as string });
  });

  test('come without a word from attributes, drivers, filters and hooks of the clone, and nothing is written to it', () => {
    const attributes = '* merge=evil filter=evil\n';
    const place = parted({ a: 'a\n', '.gitattributes': attributes }, { a: 'b\n' }, { a: 'c\n' });
    const marker = join(place, 'ran');
    for (const setting of ['merge.evil.driver', 'filter.evil.clean', 'filter.evil.smudge', 'core.fsmonitor'])
      execFileSync('git', ['config', setting, `touch ${marker}; cat`], { cwd: place });
    const before = objectsOf(place);
    expect(merged(place)).toEqual({ kind: 'conflict' });
    expect(existsSync(marker)).toBe(false);
    expect(objectsOf(place)).toEqual(before);
  });

  test('union, too, is only what attributes say', () => {
    const place = parted({ a: 'a\n', '.gitattributes': '* merge=union\n' }, { a: 'b\n' }, { a: 'c\n' });
    expect(merged(place)).toEqual({ kind: 'conflict' });
  });
});

function objectsOf(place: string): readonly string[] {
  return readdirSync(join(place, '.git', 'objects'), { recursive: true, encoding: 'utf8' }).sort();
}
