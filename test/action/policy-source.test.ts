import { describe, expect, test } from 'vitest';
import { BASE, HEAD, type Step, step, TIP } from './run.ts';
import type { Scene } from './server.ts';

const LAYER = BASE;
const OLD = 'c'.repeat(40);
const MAIN = TIP;

const POLICY = '.github/bulkhead.yaml';
const CLOSED = { 'compose.yaml': 'services:\n  db:\n    image: postgres:16\n' };
const OPEN = { 'compose.yaml': 'services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n' };
const EXCEPTION = {
  [POLICY]: 'exceptions:\n  - rule: data-published\n    subject: db\n    because: meant to be\n',
};

/** A pull request from HEAD into `layer` or `main`, whose tips are LAYER and MAIN. */
interface Told {
  readonly base?: string;
  readonly into?: string;
  readonly stack?: unknown;
  readonly name?: string;
}

function event({ base = LAYER, into = 'layer', stack, name = 'pull_request' }: Told = {}) {
  const ends = { base: { sha: base, ref: into }, head: { sha: HEAD, ref: 'topic' } };
  const payload = {
    pull_request: { number: 7, ...ends, ...(stack === undefined ? {} : { stack }) },
    repository: { default_branch: 'main' },
  };
  return { name, payload };
}

/** Layer 1 adds an exception, layer 2 uses it. */
const STACK: Scene['commits'] = {
  [MAIN]: CLOSED,
  [LAYER]: { ...CLOSED, ...EXCEPTION },
  [HEAD]: { ...OPEN, ...EXCEPTION },
};
const BRANCHES = { main: MAIN, layer: LAYER };

function codesOf({ report }: Step): readonly string[] {
  return report?.diagnostics.map(({ code }) => code) ?? [];
}

describe.concurrent('the policy is that of what is merged', () => {
  test('layer 1 adds an exception, layer 2 uses it', async () => {
    const done = await step(STACK, { event: event(), scene: { branches: BRANCHES, open: ['layer'] } });
    expect([done.code, codesOf(done)]).toEqual([1, ['policy-of-another-branch']]);
    expect(done.server.comments[0]?.body).toContain('⚠ The policy is that of `main`: `layer` is not merged');
  });

  test.each([
    ['as a branch', { base: { ref: 'main' } }],
    ['by its name', { base: 'main' }],
  ])('what the event says of the stack counts, %s', async (_, stack) => {
    const done = await step(STACK, { event: event({ stack }), scene: { branches: BRANCHES } });
    expect([done.code, codesOf(done)]).toEqual([1, ['policy-of-another-branch']]);
  });

  test('a stack on a branch that anybody may push to is none to be believed', async () => {
    const stack = { base: { ref: 'layer' } };
    const done = await step(STACK, { event: event({ stack }), scene: { branches: BRANCHES, open: ['layer'] } });
    expect(done.code).toBe(1);
  });

  test('a protected branch states its own, as one of releases does', async () => {
    const done = await step(STACK, { event: event(), scene: { branches: BRANCHES } });
    expect([done.code, codesOf(done)]).toEqual([0, []]);
  });

  test('an event that says strange things of the stack is read without it', async () => {
    const done = await step(STACK, {
      event: event({ stack: { base: 7 } }),
      scene: { branches: BRANCHES, open: ['layer'] },
    });
    expect(done.code).toBe(1);
  });

  test('where the default branch cannot be read nothing passes', async () => {
    const scene = { branches: { layer: LAYER }, open: ['layer'] };
    const done = await step(
      { ...STACK, [HEAD]: { ...CLOSED, ...EXCEPTION, 'README.md': 'x' } },
      { event: event(), scene },
    );
    expect([done.code, codesOf(done)]).toEqual([2, expect.arrayContaining(['policy-unreadable'])]);
  });

  test('a stack whose layer opens the database is told in that layer, and again in what goes to the default branch', async () => {
    const done = await step(
      { [MAIN]: CLOSED, [LAYER]: OPEN, [HEAD]: { ...OPEN, 'README.md': 'x' } },
      { event: event(), scene: { branches: BRANCHES, open: ['layer'] } },
    );
    expect(done.code).toBe(0);
    const whole = await step(
      { [MAIN]: CLOSED, [HEAD]: OPEN },
      { event: event({ into: 'main', base: MAIN }), scene: { branches: BRANCHES, mergeBase: MAIN } },
    );
    expect(whole.code).toBe(1);
  });
});

describe.concurrent('the policy is that of now', () => {
  const loose = { [POLICY]: 'gate: { fail-on: critical }\n' };
  const strict = { [POLICY]: 'gate: { fail-on: high }\n' };

  test('not that of the event, or of a run that is repeated', async () => {
    const done = await step(
      { [OLD]: { ...CLOSED, ...loose }, [MAIN]: { ...CLOSED, ...strict }, [HEAD]: { ...OPEN, ...strict } },
      { event: event({ into: 'main', base: OLD }), scene: { branches: BRANCHES, mergeBase: MAIN } },
    );
    expect([done.code, done.report?.policy.changed, done.report?.revisions?.base.commit]).toEqual([1, false, MAIN]);
  });

  test('also where it became looser', async () => {
    const done = await step(
      { [OLD]: { ...CLOSED, ...strict }, [MAIN]: { ...CLOSED, ...loose }, [HEAD]: { ...OPEN, ...loose } },
      { event: event({ into: 'main', base: OLD }), scene: { branches: BRANCHES, mergeBase: MAIN } },
    );
    expect(done.code).toBe(0);
  });

  test('the baseline too', async () => {
    const found = await step(
      { [MAIN]: CLOSED, [HEAD]: OPEN },
      { event: event({ into: 'main', base: MAIN }), scene: { branches: BRANCHES, mergeBase: MAIN } },
    );
    const finding = found.report?.findings.find(({ rule }) => rule === 'data-published');
    expect([found.code, finding?.blocking]).toEqual([1, true]);
  });

  test('a branch that is gone stays at what the event says', async () => {
    const done = await step(
      { [OLD]: { ...CLOSED, ...strict }, [HEAD]: OPEN },
      { event: event({ into: 'main', base: OLD }), scene: { branches: {}, mergeBase: OLD } },
    );
    expect([done.code, codesOf(done)]).toEqual([1, []]);
  });

  test.each([
    ['fails', 1, OPEN],
    ['does not pass', 2, { ...CLOSED, 'README.md': 'x' }],
  ])('where the tip is not told, what is judged against the event %s', async (_, code, files) => {
    const no = { times: 9, status: 403, message: 'no' };
    const faults = [
      { method: 'GET', path: /branches|compare\/refs/, ...no },
      { method: 'POST', path: /graphql/, ...no },
    ];
    const done = await step(
      { [OLD]: { ...CLOSED, ...strict }, [HEAD]: { ...files, ...strict } },
      { event: event({ into: 'main', base: OLD }), scene: { branches: BRANCHES, mergeBase: OLD, faults } },
    );
    expect([done.code, codesOf(done)]).toEqual([code, ['tip-unknown']]);
  });

  test('in a merge queue, too: what is queued before does not count yet', async () => {
    const payload = { merge_group: { base_sha: LAYER, head_sha: HEAD, base_ref: 'refs/heads/main' } };
    const done = await step(STACK, { event: { name: 'merge_group', payload }, scene: { branches: BRANCHES } });
    expect(done.code).toBe(1);
  });
});

describe.concurrent('what is pushed states no policy before it is merged', () => {
  const NONE = '0'.repeat(40);
  const open = { branches: { main: MAIN, topic: HEAD }, open: ['topic'] };

  function pushed(before: string, ref: string, files: Scene['commits'], name = 'push'): Promise<Step> {
    const payload = { before, after: HEAD, ref, repository: { default_branch: 'main' } };
    return step(files, { event: { name, payload }, scene: open, environment: { GITHUB_REF: ref } });
  }

  test.each([
    ['a new branch', NONE, 'refs/heads/topic', 'push'],
    ['a new tag', NONE, 'refs/tags/v1', 'push'],
    ['the second push to a branch', LAYER, 'refs/heads/topic', 'push'],
    ['a run by hand', '', 'refs/heads/topic', 'workflow_dispatch'],
  ])('%s', async (_, before, ref, name) => {
    const done = await pushed(before, ref, STACK, name);
    expect([done.code, codesOf(done)]).toEqual([1, ['policy-of-another-branch']]);
  });

  test('a push to the default branch goes by what was there before', async () => {
    const done = await pushed(LAYER, 'refs/heads/main', STACK);
    expect([done.code, codesOf(done)]).toEqual([0, []]);
  });

  test('nothing is said where the policy is the same', async () => {
    const done = await pushed(LAYER, 'refs/heads/topic', { [MAIN]: CLOSED, [LAYER]: CLOSED, [HEAD]: OPEN });
    expect([done.code, codesOf(done)]).toEqual([1, []]);
  });
});

describe.concurrent('a change of the workflow that runs the check', () => {
  const path = '.github/workflows/gate.yml';
  const uses = 'on: pull_request\njobs:\n  gate:\n    steps:\n      - uses: example/bulkhead@v1\n';
  const environment = { GITHUB_WORKFLOW_REF: `o/shop/${path}@refs/pull/7/merge`, GITHUB_JOB: 'gate' };

  const local = uses.replace('example/bulkhead@v1', './ci/gate');
  const more = (name: string, text: string) => ({ [`.github/workflows/${name}`]: text });
  const call = (name: string) => `jobs:\n  gate:\n    uses: ./.github/workflows/${name}\n`;
  const job = (name: string) => more('more.yml', `jobs:\n  x:\n    name: ${name}\n`);

  function edited(base: Record<string, string>, head: Record<string, string>): Promise<Step> {
    return step(
      { [MAIN]: { ...CLOSED, ...base }, [HEAD]: { ...CLOSED, ...head } },
      { event: event({ into: 'main', base: MAIN }), scene: { branches: BRANCHES, mergeBase: MAIN }, environment },
    );
  }

  test.each([
    ['itself', { [path]: uses }, { [path]: `${uses}        continue-on-error: true\n` }],
    ['gone', { [path]: uses }, {}],
    ['another that uses the action', {}, { '.github/workflows/more.yml': uses.replace('gate:', 'other:') }],
    ['another whose job has the name', {}, { '.github/workflows/more.yml': 'jobs:\n  x:\n    name: "gate"\n' }],
    [
      'an action of the repository that uses it',
      {},
      { '.github/actions/a/action.yml': '- uses: Example/Bulkhead@main\n' },
    ],
    ['one that is not read', {}, { '.github/workflows/more.yml': 'a\0b' }],
    ['one that is no YAML', {}, { '.github/workflows/more.yml': 'jobs: [\n' }],
    [
      'another whose job is called as this one is',
      { [path]: uses.replace('gate:', 'gate:\n    name: Network check') },
      { [path]: uses.replace('gate:', 'gate:\n    name: Network check'), ...job('network check') },
    ],
    ['another whose job has the name in escapes', {}, job('"\\x67ate"')],
    ['another whose job computes the name', {}, job("g${{ format('{0}', 'at') }}e")],
    [
      'a workflow between',
      { [path]: call('mid.yml'), ...more('mid.yml', call('low.yml')), ...more('low.yml', uses) },
      { [path]: call('mid.yml'), ...more('mid.yml', `${call('low.yml')}    if: false\n`), ...more('low.yml', uses) },
    ],
    [
      'a script beside an action of the repository',
      { [path]: local, 'ci/gate/action.yml': 'runs: {}\n', 'ci/gate/run.sh': 'bulkhead\n' },
      { [path]: local, 'ci/gate/action.yml': 'runs: {}\n', 'ci/gate/run.sh': 'true\n' },
    ],
  ])('is said in the comment: %s', async (_, base, head) => {
    const done = await edited(base, head);
    expect([done.code, codesOf(done)]).toEqual([0, ['workflow-changed']]);
    expect(done.server.comments[0]?.body).toMatch(/⚠ \[.*This change edits `(?:\.github|ci)\//);
  });

  test.each([
    ['jobs: { test: {} }\n'],
    ['jobs:\n  test:\n    name: Test ${{ matrix.node }}\n    steps:\n      - name: gate\n'],
  ])('another workflow is no concern: %j', async (text) => {
    const done = await edited({ [path]: uses }, { [path]: uses, '.github/workflows/test.yml': text });
    expect([done.code, codesOf(done), done.writes]).toEqual([0, [], []]);
  });
});
