import { describe, expect, test } from 'vitest';
import { HEAD, type Options, type Step, step } from './run.ts';
import { bot, type Issue, type Scene, startServer } from './server.ts';

const CLOSED = { 'compose.yaml': 'services:\n  db:\n    image: postgres:16\n' };
const OPEN = { 'compose.yaml': `${CLOSED['compose.yaml']}    ports: ["5432:5432"]\n` };
const MARKER = '<!-- bulkhead: shop -->';
const us = bot('github-actions[bot]');
const BRANCH = { repository: { default_branch: 'trunk' } };

/** Runs the step as a schedule does. */
function scheduled(files: Readonly<Record<string, string>>, options: Options = {}): Promise<Step> {
  return step(
    { [HEAD]: files },
    {
      event: { name: 'schedule', payload: { ...BRANCH, schedule: '0 5 * * *' } },
      environment: { GITHUB_REF: 'refs/heads/trunk' },
      ...options,
      inputs: { issue: 'true', ...options.inputs },
    },
  );
}

const writesOf = ({ writes }: Step) =>
  writes.map(({ method, path }) => `${method} ${path.replace('/repos/o/shop/', '')}`);

function issue(parts: Partial<Issue> = {}): Issue {
  const own = { title: 'Bulkhead', state: 'open' as const, state_reason: null, user: us };
  return { id: 1, number: 3, body: `${MARKER}\n<!-- run 41 -->\nold`, ...own, ...parts };
}

describe.concurrent('the issue about the whole repository', () => {
  test('is created where something is left to do', async () => {
    const done = await scheduled(OPEN);
    expect([done.code, writesOf(done)]).toEqual([1, ['POST issues']]);
    const [created] = done.server.issues;
    expect(created?.title).toContain('Bulkhead: ');
    expect(created?.body.split('\n').slice(0, 2)).toEqual([MARKER, '<!-- run 42 -->']);
    expect(created?.body).toContain(`/blob/${HEAD}/compose.yaml#L4`);
  });

  test('is not there where nobody asks for it, or where nothing is left', async () => {
    expect(writesOf(await scheduled(OPEN, { inputs: { issue: 'false' } }))).toEqual([]);
    expect(writesOf(await scheduled(CLOSED))).toEqual([]);
  });

  test('stays one: unchanged, closed when nothing is left, and opened again', async () => {
    const [bad, good] = [HEAD, 'c'.repeat(40)];
    const server = await startServer({ commits: { [bad]: OPEN, [good]: CLOSED } });
    const runs: (readonly string[])[] = [];
    for (const [at, commit] of [bad, bad, good, good, bad].entries()) {
      const environment = { GITHUB_SHA: commit, GITHUB_RUN_ID: String(50 + at), GITHUB_REF: 'refs/heads/trunk' };
      runs.push(writesOf(await scheduled({}, { server, environment })));
    }
    await server.close();
    expect(runs).toEqual([['POST issues'], [], ['PATCH issues/1'], [], ['PATCH issues/1']]);
    expect(server.issues.map(({ state }) => state)).toEqual(['open']);
  });

  test('that nothing is left for is closed, and says so', async () => {
    const done = await scheduled(CLOSED, { scene: { issues: [issue()] } });
    expect(done.code).toBe(0);
    expect(done.server.issues[0]).toMatchObject({
      state: 'closed',
      state_reason: 'completed',
      title: expect.stringContaining('Bulkhead: ') as string,
    });
    expect(done.server.issues[0]?.body).not.toContain('old');
  });

  test.each<[string, Partial<Issue>]>([
    ['somebody who pasted our marker', { user: bot('mallory') }],
    ['ours about another part', { body: '<!-- bulkhead: shop 0123456789ab -->\nold' }],
  ])('of %s is left alone', async (_, parts) => {
    const done = await scheduled(OPEN, { scene: { issues: [issue(parts)] } });
    expect([writesOf(done), done.server.issues[0]]).toEqual([['POST issues'], issue(parts)]);
  });

  test('that somebody closed as not planned is kept up to date, and stays closed', async () => {
    const done = await scheduled(OPEN, {
      scene: { issues: [issue({ state: 'closed', state_reason: 'not_planned' })] },
    });
    expect(done.server.issues.map(({ state, body }) => [state, body.includes('data-published')])).toEqual([
      ['closed', true],
    ]);
  });

  test('of a newer run is not written over', async () => {
    const done = await scheduled(OPEN, { scene: { issues: [issue({ body: `${MARKER}\n<!-- run 43 -->\nnewer` })] } });
    expect([done.code, writesOf(done)]).toEqual([1, []]);
    expect(done.log).toContain('no issue: a newer run has written it');
  });

  test.each<[string, Partial<Scene>, number]>([
    [
      'a gateway that gives up after it was stored',
      { faults: [{ method: 'POST', path: /issues$/, times: 1, status: 502, carriedOut: true }] },
      1,
    ],
    [
      'a page in place of the list',
      { faults: [{ method: 'GET', path: /issues$/, times: 1, status: 200, page: '<html></html>' }], issues: [issue()] },
      1,
    ],
  ])('is not doubled by %s', async (_, scene, count) => {
    const done = await scheduled(OPEN, { scene });
    expect([done.code, done.server.issues.length]).toEqual([1, count]);
  });

  test('that may not be written names the permission, and the verdict stays', async () => {
    const faults = [
      { method: 'POST', path: /issues$/, times: 9, status: 403, message: 'Resource not accessible by integration' },
    ];
    const done = await scheduled(OPEN, { scene: { faults } });
    expect([done.code, done.log]).toEqual([1, expect.stringContaining('the job needs the permission issues: write')]);
  });

  test('is not about another branch, nor about a change', async () => {
    const dispatched = { name: 'workflow_dispatch', payload: BRANCH };
    const other = await scheduled(OPEN, { event: dispatched, environment: { GITHUB_REF: 'refs/heads/topic' } });
    expect([other.code, writesOf(other), other.log]).toEqual([
      1,
      [],
      expect.stringContaining('no issue: this run is for topic'),
    ]);
    const own = await scheduled(OPEN, { event: dispatched });
    expect(writesOf(own)).toEqual(['POST issues']);
  });
});
