import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BASE, HEAD, step } from './run.ts';
import { bot, startServer } from './server.ts';

const CLOSED = { 'compose.yaml': 'services:\n  db:\n    image: postgres:16\n' };
const OPEN = { 'compose.yaml': `${CLOSED['compose.yaml']}    ports: ["5432:5432"]\n` };
const OPENED = { [BASE]: CLOSED, [HEAD]: OPEN };
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent('a broken answer is not an answer', () => {
  const PAGES = ['<html>Bad gateway</html>', '', '{"sha":', '[]'];

  test.each(
    [/compare/, /trees/, /blobs|graphql/, /comments/].flatMap((path) => PAGES.map((page) => [path, page] as const)),
  )('%s answers %j once', async (path, page) => {
    const method = (name: string) => ({ method: name, path, times: 1, status: 200, page });
    const done = await step(OPENED, { scene: { faults: [method('GET'), method('POST')] } });
    expect([done.code, done.server.comments.length]).toEqual([1, 1]);
    expect(done.log).not.toMatch(/undefined|internal error/);
  });

  test.each([/compare/, /trees/, /blobs|graphql/])(
    '%s answers nothing else: unknown, never a failure',
    async (path) => {
      const fault = { path, times: 999, status: 200, page: '<html></html>' };
      const done = await step(OPENED, {
        scene: {
          faults: [
            { ...fault, method: 'GET' },
            { ...fault, method: 'POST' },
          ],
        },
      });
      expect(done.code).toBe(2);
      expect(done.log).not.toMatch(/undefined|internal error|permission/);
    },
  );
});

test('a comparison that GitHub does not know, as where history is cut: everything counts, and that is said', async () => {
  const gone = { times: 99, status: 404, message: 'Not Found' };
  const faults = [
    { method: 'GET', path: /compare/, ...gone },
    { method: 'POST', path: /graphql/, ...gone },
  ];
  const done = await step(OPENED, { scene: { branches: { trunk: BASE }, faults } });
  expect([done.code, done.report?.diagnostics.map(({ code }) => code)]).toEqual([1, ['base-unreadable']]);
  expect(done.log).not.toMatch(/undefined|internal error/);
});

describe.concurrent('limits, tokens and permissions', () => {
  const LIMIT = { status: 403, message: 'API rate limit exceeded', headers: { 'x-ratelimit-remaining': '0' } };

  test.each([
    [
      'a limit',
      { ...LIMIT, headers: { ...LIMIT.headers, 'x-ratelimit-reset': '2100000000' } },
      'rate limit is reached',
    ],
    ['a wrong token', { status: 401, message: 'Bad credentials' }, 'the token is wrong or has expired'],
    ['a server that is down', { status: 422, message: 'down' }, '422 down'],
  ])('%s is named, and no permission asked for', async (_, fault, words) => {
    const faults = [{ method: 'GET', path: /trees/, times: 999, ...fault }];
    const done = await step(OPENED, { scene: { faults } });
    expect(done.code).toBe(2);
    expect(done.log).toContain(words);
    expect(done.log).not.toContain('contents: read');
  });

  test('a permission that is missing is', async () => {
    const faults = [{ method: 'GET', path: /trees/, times: 9, status: 403, message: 'Resource not accessible' }];
    expect((await step(OPENED, { scene: { faults } })).log).toContain('the job needs the permission contents: read');
  });

  test('a limit on the comment is no fork', async () => {
    const limit = { ...LIMIT, headers: { ...LIMIT.headers, 'x-ratelimit-reset': '2100000000' } };
    const faults = [{ method: 'POST', path: /issues/, times: 9, ...limit }];
    const done = await step(OPENED, { scene: { faults } });
    expect([done.code, done.log.includes('fork')]).toEqual([1, false]);
    expect(done.log).toContain("GitHub's rate limit is reached");
  });
});

describe.concurrent('time', () => {
  test('a server that never answers ends the step at its bound', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    const start = Date.now();
    const done = await step(OPENED, {
      inputs: { 'timeout-seconds': '2' },
      environment: { GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` },
    });
    silent.closeAllConnections();
    silent.close();
    expect([done.code, done.outputs.get('verdict')]).toEqual([2, 'unknown']);
    expect(done.log).toContain('more than 2 s (timeout-seconds)');
    expect(Date.now() - start).toBeLessThan(20_000);
  });

  test('a request that is never answered ends after 30 s, and is named', async () => {
    const start = Date.now();
    const faults = [{ method: 'GET', path: /pulls\/7$/, times: 9, status: 200, hangs: true }];
    const done = await step(OPENED, { scene: { faults } });
    expect([done.code, done.outputs.get('verdict')]).toEqual([1, 'fail']);
    expect(done.log).toContain('The comment is not written: GitHub did not answer within 30 s');
    expect(Date.now() - start).toBeLessThan(50_000);
  });

  test('what is known by then is the verdict', async () => {
    const faults = [
      {
        method: 'GET',
        path: /comments/,
        times: 9,
        status: 403,
        message: 'secondary rate',
        headers: { 'retry-after': '50' },
      },
    ];
    const done = await step(OPENED, { inputs: { 'timeout-seconds': '10' }, scene: { faults } });
    expect([done.code, done.outputs.get('verdict')]).toEqual([1, 'fail']);
    expect(done.log).toContain('The verdict is fail');
  });

  test('a bound that is none', async () => {
    expect((await step(OPENED, { inputs: { 'timeout-seconds': 'soon' } })).log).toContain(
      'input timeout-seconds takes',
    );
  });
});

describe.concurrent('what cannot be written changes no verdict', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);

  test.each([
    ['the temporary folder', { environment: { RUNNER_TEMP: join(file, 'x') } }],
    ['the SARIF file', { inputs: { sarif: join(file, 'x.sarif') } }],
    ['the summary', { environment: { GITHUB_STEP_SUMMARY: join(file, 'summary') } }],
    ['the outputs', { environment: { GITHUB_OUTPUT: join(file, 'output') } }],
  ])('%s', async (_, options) => {
    const done = await step(OPENED, options);
    expect([done.code, done.server.comments.length]).toEqual([1, 1]);
  });
});

describe.concurrent('the comment', () => {
  const first = (line: string, text = 'old') => ({ id: 7, body: `${line}\n${text}`, user: bot('github-actions[bot]') });
  const WHOLE = '<!-- bulkhead: shop -->';

  test('of a step that gets files later is the one that was there', async () => {
    const done = await step(OPENED, { inputs: { files: 'compose.yaml' }, scene: { comments: [first(WHOLE)] } });
    expect(done.server.comments.map(({ id, body }) => [id, body.includes('data-published')])).toEqual([[7, true]]);
  });

  test('of another step of this run stays', async () => {
    const comments = [first(WHOLE, '<!-- run 42 -->')];
    const done = await step(OPENED, { inputs: { files: 'compose.yaml' }, scene: { comments } });
    expect(done.server.comments).toHaveLength(2);
  });

  test('of an old run is not written over the new one', async () => {
    const done = await step(OPENED, { scene: { head: 'f'.repeat(40), comments: [first(WHOLE)] } });
    expect([done.code, done.writes]).toEqual([1, []]);
    expect(done.log).toContain(`no comment: the pull request is at ${'f'.repeat(40)} by now`);
  });

  test('links what only the base has to the base', async () => {
    const [fork, tip, merge] = [BASE, 'd'.repeat(40), 'e'.repeat(40)];
    const more = { 'compose.override.yaml': 'services:\n  db:\n    user: postgres\n' };
    const server = await startServer({
      commits: { [fork]: CLOSED, [tip]: { ...CLOSED, ...more }, [HEAD]: OPEN, [merge]: { ...OPEN, ...more } },
      mergeBase: fork,
      branches: { trunk: tip },
      parents: { [merge]: [tip, HEAD] },
    });
    const ends = { base: { sha: fork, ref: 'trunk' }, head: { sha: HEAD, ref: 'topic' } };
    const payload = { pull_request: { number: 7, ...ends }, repository: { default_branch: 'trunk' } };
    const done = await step(
      {},
      { event: { name: 'pull_request', payload }, environment: { GITHUB_SHA: merge }, server },
    );
    await server.close();
    expect(done.code).toBe(1);
    expect(server.comments[0]?.body).not.toContain(`${HEAD}/compose.override.yaml`);
  });
});

describe.concurrent('annotations', () => {
  test('lie on the file that a link leads to', async () => {
    const linked = ({ 'compose.yaml': text }: typeof CLOSED) => ({
      'compose.yaml@': 'deploy/x.yml',
      'deploy/x.yml': text,
    });
    const done = await step({ [BASE]: linked(CLOSED), [HEAD]: linked(OPEN) });
    expect(done.code).toBe(1);
    const places = done.annotations.filter((line) => line.includes('data-published'));
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect(place).toContain('file=deploy/x.yml,line=4');
  });

  test('of a fork are ten of a kind at most', async () => {
    const many = (ports: string) =>
      Object.fromEntries(
        Array.from({ length: 14 }, (_, at) => [
          `a${at}/compose.yaml`,
          `services:\n  db${at}:\n    image: postgres:16\n    volumes: [/etc:/x:ro]\n${ports}`,
        ]),
      );
    const faults = [{ method: 'POST', path: /issues/, times: 9, status: 403, message: 'Resource not accessible' }];
    const head = many('    privileged: true\n    ports: ["5432"]\n');
    for (const failOn of ['critical', 'low']) {
      const done = await step({ [BASE]: many(''), [HEAD]: head }, { scene: { faults }, inputs: { 'fail-on': failOn } });
      const count = (level: string) => done.annotations.filter((line) => line.startsWith(level)).length;
      expect(Math.max(count('error'), count('warning'), count('notice'))).toBeLessThanOrEqual(10);
      expect(done.log).toContain('The comment is not written');
    }
  });
});
