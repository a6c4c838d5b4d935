import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const isThere = spawnSync('pre-commit', ['--version']).status === 0;
if (!isThere) console.warn('SKIPPED: pre-commit is not installed, so nothing says that .pre-commit-hooks.yaml works');

const place = mkdtempSync(join(tmpdir(), 'bulkhead-pre-commit-'));
const [hooks, work] = [join(place, 'hooks'), join(place, 'work')];
afterAll(() => rmSync(place, { recursive: true, force: true }));

const environment = {
  PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
  HOME: place,
  PRE_COMMIT_HOME: join(place, 'cache'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'user.name',
  GIT_CONFIG_VALUE_0: 'a',
  GIT_CONFIG_KEY_1: 'user.email',
  GIT_CONFIG_VALUE_1: 'a@b',
};

function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8', env: environment });
}

/** `git commit` as a person says it, with the hooks that are installed. */
function commit(message: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('git', ['-C', work, 'commit', '-qam', message], {
    encoding: 'utf8',
    env: environment,
  });
  return { status, said: stdout + stderr };
}

function put(example: string): void {
  cpSync(`fixtures/guide/${example}/compose.yaml`, join(work, 'compose.yaml'));
}

describe.skipIf(!isThere)('with the real pre-commit', () => {
  beforeAll(() => {
    for (const folder of [hooks, work]) {
      mkdirSync(folder, { recursive: true });
      git(folder, 'init', '-q');
    }
    cpSync('.pre-commit-hooks.yaml', join(hooks, '.pre-commit-hooks.yaml'));
    for (const file of ['cli.js', 'package.json']) cpSync(`dist/${file}`, join(hooks, 'dist', file));
    git(hooks, 'add', '.');
    git(hooks, 'commit', '-qm', 'hooks');
    const rev = git(hooks, 'rev-parse', 'HEAD').trim();
    const config = (id: string): string =>
      `repos:\n  - repo: ${hooks}\n    rev: ${rev}\n    hooks:\n      - id: ${id}\n`;
    writeFileSync(join(work, '.pre-commit-config.yaml'), config('bulkhead'));
    writeFileSync(join(work, 'diff.yaml'), config('bulkhead-diff'));
    put('two-tier');
    git(work, 'add', '.');
    execFileSync('pre-commit', ['install'], { cwd: work, env: environment, stdio: 'pipe' });
  });

  test('a commit passes that opens nothing', () => {
    const { status, said } = commit('two tiers');
    expect(said).toContain('what can reach what');
    expect(said).toContain('Passed');
    expect(status).toBe(0);
  });

  test('a commit is stopped that puts the store in reach of the front, and says where', () => {
    put('db-joins-frontend');
    const { status, said } = commit('join');
    expect(status).toBe(1);
    expect(said).toContain('Failed');
    expect(said).toMatch(/compose\.yaml:24:9 .*data-reachable-from-frontend/);
  });

  test('a file of no project starts nothing', () => {
    put('two-tier');
    writeFileSync(join(work, 'notes.txt'), 'nothing\n');
    git(work, 'add', '.');
    const { status, said } = commit('notes');
    expect(status).toBe(0);
    expect(said).toContain('no files to check');
  });

  test('what was there before stops no commit with `bulkhead-diff`', () => {
    const run = (): { status: number | null; stdout: string } =>
      spawnSync('pre-commit', ['run', '--config', 'diff.yaml'], { cwd: work, encoding: 'utf8', env: environment });
    put('db-joins-frontend');
    git(work, 'add', '.');
    const opened = run();
    expect(opened.status).toBe(1);
    expect(opened.stdout).toContain('data-reachable-from-frontend');
    git(work, 'commit', '-qnm', 'join all the same');
    writeFileSync(join(work, 'compose.yaml'), '# a comment\n', { flag: 'a' });
    git(work, 'add', '.');
    const later = run();
    expect(later.stdout).toContain('Passed');
    expect(later.status).toBe(0);
  });
});
