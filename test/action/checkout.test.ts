import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commit as commitTo, type Files, git as gitAt, repository } from '../command/repository.ts';
import { type Options, type Step, step } from './run.ts';

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

describe('a whole checkout of a pull request', () => {
  const CLOSED = 'services:\n  db:\n    image: postgres:16\n';
  const OPEN = `${CLOSED}    ports: ["5432:5432"]\n`;
  const OVERRIDE = 'services:\n  db:\n    ports: ["5432:5432"]\n';
  const LOOSE = 'gate: { fail-on: critical }\n';

  /** A clone as `actions/checkout` makes it, of a branch that parted from `main` before that closed the database. */
  function cloned(name: string, main: Files, topic: Files) {
    const origin = repository({ 'compose.yaml': OPEN, 'notes.txt': 'a\n' });
    const fork = idOf(origin, 'main');
    gitAt(origin, 'checkout', '-q', '-b', 'topic');
    commitTo(origin, topic);
    gitAt(origin, 'checkout', '-q', 'main');
    commitTo(origin, main);
    const place = join(folder, name);
    execFileSync('git', ['clone', '-q', origin, place]);
    return { place, origin, fork, tip: idOf(origin, 'main'), head: idOf(origin, 'topic') };
  }

  type Clone = ReturnType<typeof cloned>;

  /** A run whose event is old: its base is where the branch parted. GitHub gives tip and comments, and no file. */
  function judged({ place, fork, tip, head }: Clone, { scene, ...options }: Options = {}): Promise<Step> {
    const ends = { base: { sha: fork, ref: 'main' }, head: { sha: head, ref: 'topic' } };
    const payload = { pull_request: { number: 7, ...ends }, repository: { default_branch: 'main' } };
    const environment = { GITHUB_WORKSPACE: place, GITHUB_SHA: fork };
    return step(
      {},
      {
        event: { name: 'pull_request', payload },
        environment,
        ...options,
        scene: { branches: { main: tip }, head, ...scene },
      },
    );
  }

  test('is merged by git, and asks for nothing but the tip and the comment', async () => {
    const clone = cloned('merged', { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });
    const done = await judged(clone);
    expect([done.code, done.report?.revisions?.base.commit, done.report?.diagnostics]).toEqual([1, clone.tip, []]);
    expect(done.server.requests.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`)).toEqual([
      'GET /repos/o/shop/branches/main',
      'GET /repos/o/shop/pulls/7',
      'POST /repos/o/shop/issues/7/comments',
      'GET /repos/o/shop/issues/7/comments',
    ]);
  });

  test('does not run anything of the repository', async () => {
    const clone = cloned(
      'hostile',
      { 'compose.yaml': CLOSED },
      { '.gitattributes': '* merge=evil filter=evil\n', 'compose.override.yaml': OVERRIDE },
    );
    const ran = join(folder, 'ran');
    for (const setting of [
      'merge.evil.driver',
      'filter.evil.clean',
      'filter.evil.smudge',
      'core.fsmonitor',
      'core.hooksPath',
    ])
      gitAt(clone.place, 'config', setting, `touch ${ran}; cat`);
    expect((await judged(clone)).code).toBe(1);
    expect(existsSync(ran)).toBe(false);
  });

  test('that contradicts its base is judged against both', async () => {
    const clone = cloned(
      'conflict',
      { 'compose.yaml': CLOSED, 'notes.txt': 'b\n' },
      { 'compose.override.yaml': OVERRIDE, 'notes.txt': 'c\n' },
    );
    const done = await judged(clone);
    expect([done.code, done.report?.diagnostics.map(({ code }) => code)]).toEqual([1, ['not-merged']]);
    expect(done.report?.diagnostics[0]?.message).toContain('contradict');
  });

  test('takes the policy of the tip', async () => {
    const clone = cloned(
      'policy',
      { 'compose.yaml': CLOSED, '.github/bulkhead.yaml': LOOSE },
      { 'compose.override.yaml': OVERRIDE },
    );
    const done = await judged(clone);
    expect([done.code, done.report?.gate.failOn]).toEqual([0, 'critical']);
  });

  test('of a fork, whose main branch is its own, states nothing', async () => {
    const clone = cloned('fork', { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });
    gitAt(clone.origin, 'checkout', '-q', '--detach', clone.tip);
    commitTo(clone.origin, { '.github/bulkhead.yaml': LOOSE });
    gitAt(clone.place, 'fetch', '-q', 'origin', idOf(clone.origin, 'HEAD'));
    gitAt(clone.place, 'update-ref', 'refs/remotes/origin/main', idOf(clone.origin, 'HEAD'));
    const done = await judged(clone);
    expect([done.code, done.report?.gate.failOn, done.report?.revisions?.base.commit]).toEqual([1, 'high', clone.tip]);
  });

  test('with variables and grafts that tell of other commits is read as it is', async () => {
    const clone = cloned('hooked', { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });
    const other = join(repository({ 'compose.yaml': CLOSED }), '.git');
    writeFileSync(join(clone.place, '.git', 'info', 'grafts'), `${clone.head} ${clone.tip}\n`);
    const done = await judged(clone, {
      environment: { GITHUB_WORKSPACE: clone.place, GIT_DIR: other, GIT_COMMON_DIR: other, GIT_SHALLOW_FILE: other },
    });
    expect([done.code, done.report?.diagnostics]).toEqual([1, []]);
    expect(done.report?.revisions?.base.commit).toBe(clone.tip);
  });

  test('that lags behind the event is not believed', async () => {
    const clone = cloned('behind', { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });
    gitAt(clone.place, 'update-ref', 'refs/remotes/origin/main', clone.fork);
    const late = { ...clone, fork: clone.tip };
    const done = await judged(late, { scene: { branches: { main: clone.tip } } });
    expect([done.code, done.report?.revisions?.base.commit]).toEqual([1, clone.tip]);
    expect(done.server.requests.map(({ path }) => path)).toContain('/repos/o/shop/branches/main');
  });

  test('with a submodule that moved where the project needs it is unknown', async () => {
    const stack = { 'compose.yaml': 'include: [part/compose.yaml]\n' };
    const place = repository(stack);
    const ids = ['a', 'b'].map((digit) => {
      gitAt(place, 'update-index', '--add', '--cacheinfo', `160000,${digit.repeat(40)},part`);
      gitAt(place, 'commit', '-q', '-m', digit);
      return idOf(place, 'HEAD');
    });
    const [from = '', to = ''] = ids;
    const payload = { before: from, after: to, ref: 'refs/heads/main' };
    const done = await step({}, { event: { name: 'push', payload }, environment: { GITHUB_WORKSPACE: place } });
    expect([done.code, JSON.stringify(done.report?.diagnostics)]).toEqual([2, expect.stringContaining('submodule')]);
  });

  test('a shallow one of the merge is enough for its files', async () => {
    const clone = cloned('deep', { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });
    gitAt(clone.origin, 'merge', '-q', '--no-edit', 'topic');
    const merge = idOf(clone.origin, 'HEAD');
    const place = join(folder, 'shallow-merge');
    execFileSync('git', ['clone', '-q', '--depth=2', pathToFileURL(clone.origin).href, place]);
    const done = await judged(
      { ...clone, place },
      { scene: { branches: { main: clone.tip } }, environment: { GITHUB_WORKSPACE: place, GITHUB_SHA: merge } },
    );
    expect([done.code, done.report?.revisions?.base.commit, done.report?.diagnostics]).toEqual([1, clone.tip, []]);
    const reads = done.server.requests.filter(({ path }) => /\/git\/|graphql|compare/.test(path));
    expect(reads).toEqual([]);
  });
});

function idOf(place: string, revision: string): string {
  return execFileSync('git', ['rev-parse', revision], { cwd: place, encoding: 'utf8' }).trim();
}
