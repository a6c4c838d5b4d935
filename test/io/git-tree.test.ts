import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitTree } from '../../src/io/git/tree.ts';
import { commitOf, hasCommit, isPartial, mergeBaseOf, repositoryOf } from '../../src/io/git/revision.ts';
import { repositoryRoot } from '../../src/io/repository-root.ts';

const ROOT = repositoryRoot('shop');

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-git-'));
const repository = join(folder, 'shop');
const ids = new Map<string, string>();

function git(...args: readonly string[]): string {
  const settings = ['user.name=t', 'user.email=t@example.org', 'commit.gpgsign=false', 'core.autocrlf=false'];
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), content);
}

/** Put into the index without a file on disk: also what a file system or git's own checks would refuse. */
function stage(mode: string, path: string, content: string): void {
  const id = mode === '160000' ? content : blob(content);
  git('update-index', '--add', '--cacheinfo', `${mode},${id},${path}`);
}

function blob(content: string): string {
  return execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: repository,
    input: content,
    encoding: 'utf8',
  }).trim();
}

function commit(name: string): void {
  git('commit', '-q', '--allow-empty', '-m', name);
  ids.set(name, git('rev-parse', 'HEAD'));
}

const tree = (name: string) => gitTree(repository, ids.get(name) ?? '');

beforeAll(() => {
  mkdirSync(repository);
  git('init', '-q', '-b', 'trunk');
  write('compose.yaml', 'services: {}\n');
  write('a folder/ünïcode "x".yaml', 'x: 1\n');
  write('apps/web/.env', 'A=1\n');
  write('node_modules/p/compose.yaml', 'no\n');
  git('add', '-A', '-f');
  commit('first');
  git('checkout', '-q', '-b', 'side');
  write('compose.yaml', 'services: { web: {} }\n');
  git('add', '-A');
  stage('120000', 'link.yaml', 'compose.yaml');
  stage('120000', 'apps/up', '..');
  stage('120000', 'apps/web/far.yaml', '../up/link.yaml');
  stage('120000', 'apps/web/lexical.yaml', 'here/../../compose.yaml');
  stage('120000', 'apps/web/here', '../../deep/er');
  stage('100644', 'deep/er/x', 'x');
  stage('100644', 'deep/compose.yaml', 'wrong\n');
  stage('120000', 'out.yaml', '../../etc/passwd');
  stage('120000', 'absolute.yaml', '/etc/passwd');
  stage('120000', 'one.yaml', 'two.yaml');
  stage('120000', 'two.yaml', 'one.yaml');
  stage('120000', 'broken.yaml', 'nowhere.yaml');
  stage('160000', 'vendored', ids.get('first') ?? '');
  stage('100644', 'lfs.yaml', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n');
  stage('100644', 'large.yaml', 'a'.repeat(2 * 1024 * 1024 + 1));
  stage('100755', 'binary.yaml', 'a\0b');
  commit('second');
  git('checkout', '-q', '-f', 'trunk');
  commit('third');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => tree('second').read(`${ROOT}/${path}`);

describe('the files of a commit', () => {
  test('the root is named after the folder of the repository', () => {
    expect(tree('first').root).toBe(ROOT);
    expect(tree('first').list(tree('first').root)).toEqual([
      `${ROOT}/a folder/ünïcode "x".yaml`,
      `${ROOT}/apps/web/.env`,
      `${ROOT}/compose.yaml`,
      `${ROOT}/node_modules/p/compose.yaml`,
    ]);
  });

  test('each commit has its own content', () => {
    expect(tree('first').read(`${ROOT}/compose.yaml`)).toEqual({ kind: 'file', text: 'services: {}\n' });
    expect(read('compose.yaml')).toEqual({ kind: 'file', text: 'services: { web: {} }\n' });
    expect(tree('first').read(`${ROOT}/a folder/ünïcode "x".yaml`)).toEqual({ kind: 'file', text: 'x: 1\n' });
  });

  test('what is stored under one id in two commits is the same, read or not', () => {
    const id = (name: string, path: string) => tree(name).id(`${ROOT}/${path}`);
    expect(id('first', 'apps/web/.env')).toBe(id('second', 'apps/web/.env'));
    expect(id('first', 'compose.yaml')).not.toBe(id('second', 'compose.yaml'));
    expect(id('first', 'link.yaml')).toBe('');
    expect(id('second', 'link.yaml')).not.toBe(id('second', 'compose.yaml'));
  });

  test('folders and what is not there', () => {
    expect(read('apps')).toEqual({ kind: 'directory' });
    expect(read('no')).toEqual({ kind: 'missing' });
    expect(read('compose.yaml/x')).toEqual({ kind: 'missing' });
    expect(tree('second').kind(`${ROOT}/apps/web`)).toBe('directory');
    expect(tree('second').kind('/')).toBe('directory');
    expect(tree('second').kind(`${ROOT}/nope`)).toBe('missing');
  });

  test('links are followed inside the repository, as a file system does', () => {
    expect(read('link.yaml')).toEqual(read('compose.yaml'));
    expect(read('apps/web/far.yaml')).toEqual(read('compose.yaml'));
    expect(read('apps/up/apps/up/link.yaml')).toEqual(read('compose.yaml'));
    expect(read('apps/up')).toEqual({ kind: 'directory' });
    expect(read('broken.yaml')).toEqual({ kind: 'missing' });
  });

  test('".." behind a link goes up from where the link leads to', () => {
    expect(read('apps/web/lexical.yaml')).toEqual(read('compose.yaml'));
  });

  test.each([
    ['out.yaml', 'it is a link that leaves the repository'],
    ['absolute.yaml', 'it is a link that leaves the repository'],
    ['one.yaml', 'its links lead in a circle'],
    ['vendored/compose.yaml', 'it lies in a submodule'],
    ['lfs.yaml', 'its content is in Git LFS, not in git'],
    ['large.yaml', 'it is larger than 2 MiB'],
    ['binary.yaml', 'it is not a text file'],
    ['../outside.yaml', 'it lies outside the repository'],
  ])('%s is refused: %s', (path, reason) => {
    const at = path.startsWith('..') ? '/outside.yaml' : `${ROOT}/${path}`;
    expect(tree('second').read(at)).toEqual({ kind: 'refused', reason });
    expect(tree('second').kind(at)).toBe('file');
  });

  test('a commit that is not there has no files and says so', () => {
    const none = gitTree(repository, '0'.repeat(40));
    expect(none.list(none.root)).toEqual([]);
    expect(none.notListed()).toEqual([expect.stringContaining('cannot be listed')]);
  });
});

describe('revisions', () => {
  test('a name, an expression and an id are resolved', () => {
    expect(commitOf(repository, 'side')).toEqual({ kind: 'commit', id: ids.get('second') });
    expect(commitOf(repository, 'trunk~1')).toEqual({ kind: 'commit', id: ids.get('first') });
  });

  test.each(['--help', '-x', '', 'no-such-branch', 'side:compose.yaml', '--output=/tmp/x', 'a\nb'])(
    'refuses %j',
    (revision) => {
      expect(commitOf(repository, revision).kind).toBe('failed');
    },
  );

  test('the merge base is where the lines parted', () => {
    expect(mergeBaseOf(repository, 'trunk', 'side')).toEqual({ kind: 'commit', id: ids.get('first') });
    expect(mergeBaseOf(repository, 'trunk', 'nope')).toEqual({
      kind: 'failed',
      reason: '"nope" is not a commit of this repository',
    });
  });

  test('whether a clone has a commit', () => {
    expect(hasCommit(repository, ids.get('first') ?? '')).toBe(true);
    expect(hasCommit(repository, 'f'.repeat(40))).toBe(false);
    expect(hasCommit(repository, 'trunk')).toBe(false);
  });

  test('a partial clone is known as one', () => {
    expect(isPartial(repository)).toBe(false);
    git('config', 'remote.origin.promisor', 'true');
    expect(isPartial(repository)).toBe(true);
    git('config', '--unset', 'remote.origin.promisor');
  });

  test('the repository of a folder, and none', () => {
    expect(repositoryOf(join(repository, 'apps'))).toEqual({
      kind: 'repository',
      top: expect.stringMatching(/shop$/) as string,
    });
    expect(repositoryOf(tmpdir())).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('not a git') as string,
    });
    expect(repositoryOf(join(folder, 'nowhere'))).toMatchObject({
      kind: 'failed',
      reason: 'git is not installed, or the folder does not exist',
    });
  });
});
