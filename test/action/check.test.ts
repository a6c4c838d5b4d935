import { describe, expect, test } from 'vitest';
import { BASE, commitsOf, HEAD, type Options, type Step, step } from './run.ts';
import { startServer } from './server.ts';

const CLOSED = { 'compose.yaml': 'services:\n  db:\n    image: postgres:16\n' };

/** Runs the step with a check run wanted. */
function checked(commits: Parameters<typeof step>[0], options: Options = {}): Promise<Step> {
  return step(commits, { ...options, inputs: { check: 'true', comment: 'never', ...options.inputs } });
}

const writesOf = ({ writes }: Step) =>
  writes.map(({ method, path }) => `${method} ${path.replace('/repos/o/shop/', '')}`);

/** So many databases, opened by the change or not. */
function databases(count: number, ports: string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `a${String(at)}/compose.yaml`,
      `services:\n  db${String(at)}:\n    image: postgres:16\n${ports}`,
    ]),
  );
}

describe.concurrent('a check run', () => {
  test('has the verdict, the summary and annotations of the step', async () => {
    const done = await checked(commitsOf('opens-database'));
    expect([done.code, writesOf(done)]).toEqual([1, ['POST check-runs']]);
    expect(done.server.checks).toMatchObject([
      {
        head_sha: HEAD,
        name: 'bulkhead verdict',
        conclusion: 'failure',
        title: expect.stringContaining('db') as string,
      },
    ]);
    const [run] = done.server.checks;
    expect(run?.summary).toContain('**fail**');
    expect(run?.annotations[0]).toMatchObject({ path: 'compose.yaml', start_line: 7, annotation_level: 'failure' });
  });

  test.each([
    ['pass', { [BASE]: CLOSED, [HEAD]: CLOSED }, 'success'],
    ['unknown', { [BASE]: CLOSED, [HEAD]: { 'compose.yaml': 'services: [' } }, 'failure'],
  ])('%s', async (verdict, commits, conclusion) => {
    const done = await checked(commits);
    expect([done.outputs.get('verdict'), done.server.checks.map((run) => run.conclusion)]).toEqual([
      verdict,
      [conclusion],
    ]);
  });

  test('is not there where nobody asks for it', async () => {
    const done = await step(commitsOf('opens-database'), { inputs: { comment: 'never' } });
    expect([done.code, writesOf(done)]).toEqual([1, []]);
  });

  test('has its annotations in batches of fifty, each once', async () => {
    const commits = { [BASE]: databases(120, ''), [HEAD]: databases(120, '    ports: ["5432:5432"]\n') };
    const done = await checked(commits);
    expect(writesOf(done)).toEqual(['POST check-runs', 'PATCH check-runs/1001', 'PATCH check-runs/1001']);
    const places = done.server.checks[0]?.annotations.map(({ path }) => path) ?? [];
    expect([places.length, new Set(places).size]).toEqual([120, 120]);
  });

  test('stays one: unchanged when it runs again, updated where it says something else', async () => {
    const server = await startServer({ commits: commitsOf('opens-database'), mergeBase: BASE });
    const [first, again, looser] = [
      await checked({}, { server }),
      await checked({}, { server, environment: { GITHUB_RUN_ID: '43' } }),
      await checked({}, { server, inputs: { 'fail-on': 'critical' } }),
    ];
    await server.close();
    expect([writesOf(first), writesOf(again)]).toEqual([['POST check-runs'], []]);
    // What was annotated as a failure is none any more, and GitHub takes no annotation back: it shows the newest run of a name.
    expect(writesOf(looser)).toEqual(['POST check-runs']);
    expect(server.checks.at(-1)?.conclusion).toBe('success');
  });

  test('is not doubled by a gateway that gives up after it was stored, nor are its annotations', async () => {
    const commits = { [BASE]: databases(60, ''), [HEAD]: databases(60, '    ports: ["5432:5432"]\n') };
    const lost = { times: 1, status: 502, carriedOut: true };
    const faults = [
      { method: 'POST', path: /check-runs/, ...lost },
      { method: 'PATCH', path: /check-runs/, ...lost },
    ];
    const done = await checked(commits, { scene: { faults } });
    expect(done.server.checks.map(({ annotations }) => annotations.length)).toEqual([60]);
  });

  test('that may not be written names the permission, and the verdict stays', async () => {
    const faults = [
      { method: 'POST', path: /check-runs/, times: 9, status: 403, message: 'Resource not accessible by integration' },
    ];
    const done = await checked(commitsOf('opens-database'), { scene: { faults } });
    expect([done.code, done.server.checks]).toEqual([1, []]);
    expect(done.log).toContain('the job needs the permission checks: write');
  });

  test('of another part of the repository is another', async () => {
    const server = await startServer({ commits: commitsOf('opens-database'), mergeBase: BASE });
    await checked({}, { server });
    await checked({}, { server, inputs: { files: 'compose.yaml' } });
    await server.close();
    expect(server.checks.map(({ name }) => name)).toEqual(['bulkhead verdict', 'bulkhead verdict (compose.yaml)']);
  });
});
