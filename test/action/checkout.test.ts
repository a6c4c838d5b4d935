import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, step } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-checkout-'));
const workspace = join(folder, 'workspace');
let [base, head] = ['', ''];

function git(...args: readonly string[]): string {
  const settings = ['user.name=t', 'user.email=t@example.org', 'commit.gpgsign=false', 'core.autocrlf=false'];
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: workspace,
    encoding: 'utf8',
  }).trim();
}

function committed(side: string): string {
  for (const name of readdirSync(workspace).filter((entry) => entry !== '.git'))
    rmSync(join(workspace, name), { recursive: true });
  cpSync(`fixtures/reviews/opens-database/${side}`, workspace, { recursive: true });
  git('add', '-A');
  git('commit', '-q', '-m', side);
  return git('rev-parse', 'HEAD');
}

beforeAll(() => {
  mkdirSync(workspace);
  git('init', '-q');
  base = committed('base');
  head = committed('head');
  // The files of the checkout do not count, only its commits.
  writeFileSync(join(workspace, 'compose.yaml'), 'services: {}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A step in a job that has checked out `in`. GitHub itself gives no tree. */
function checkedOut(place: string): Promise<Step> {
  const payload = { pull_request: { number: 7, base: { sha: base, ref: 'trunk' }, head: { sha: head, ref: 'topic' } } };
  return step(
    {},
    { event: { name: 'pull_request', payload }, scene: { mergeBase: base }, environment: { GITHUB_WORKSPACE: place } },
  );
}

describe('a job with a checkout', () => {
  test('that has both commits needs no tree and no file through the API', async () => {
    const done = await checkedOut(workspace);
    expect([done.code, done.report?.gate.counts.new]).toEqual([1, 1]);
    expect(done.report?.findings[0]?.file).toBe('compose.yaml');
    const reads = done.server.requests.filter(({ path }) => /\/git\/|graphql/.test(path));
    expect(reads).toEqual([]);
  });

  test('that lacks the head asks GitHub for it', async () => {
    const shallow = join(folder, 'shallow');
    git('branch', 'older', base);
    git('clone', '-q', '--depth=1', '--branch', 'older', pathToFileURL(workspace).href, shallow);
    const done = await checkedOut(shallow);
    expect(done.server.requests.filter(({ path }) => path.includes('/git/trees/')).length).toBeGreaterThan(0);
    expect(done.code).toBe(2);
  });
});
