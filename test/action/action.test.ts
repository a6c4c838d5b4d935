import { describe, expect, test } from 'vitest';
import { BASE, commitsOf, HEAD, pullRequest, type Step, step, TIP } from './run.ts';
import { bot, type Comment, type Server, startServer } from './server.ts';

const MARKER = '<!-- bulkhead: shop -->';
const us = bot('github-actions[bot]');
const older: Comment = { id: 500, body: `${MARKER}\nolder`, user: us };

/** `POST comments`, without the addresses. */
function writesOf({ writes }: Step): readonly string[] {
  return writes.map(({ method, path }) => `${method} ${path.replace(/^\/repos\/o\/shop\//, '')}`);
}

describe.concurrent('a pull request that opens the database', () => {
  test('fails, with comment, summary, annotations, outputs and report', async () => {
    const done = await step(commitsOf('opens-database'));
    expect(done.code).toBe(1);
    expect(done.report?.verdict).toBe('fail');
    expect(writesOf(done)).toEqual(['POST issues/7/comments']);
    const body = done.server.comments[0]?.body ?? '';
    expect(body.split('\n')[0]).toBe(MARKER);
    expect(body).toContain('`db`');
    expect(body).toContain(`https://github.test/o/shop/blob/${HEAD}/compose.yaml#L7`);
    expect(body).toContain('https://github.test/example/bulkhead/blob/v1/docs/rules/data-reachable-from-frontend.md');
    expect(done.summary).toContain('`db`');
    expect(done.annotations.join('\n')).toMatch(/^error .*file=compose\.yaml.*line=7\b/m);
    expect(done.outputs.get('verdict')).toBe('fail');
    expect(Number(done.outputs.get('new-findings'))).toBeGreaterThan(0);
    expect(done.outputs.get('comment-url')).toBe('https://github.test/o/shop/pull/7#issuecomment-1001');
    expect(done.report?.revisions).toEqual({
      base: { label: 'trunk', commit: BASE },
      head: { label: 'topic', commit: HEAD },
    });
    expect(done.log).not.toContain('token-of-the-test');
  });

  test('writes nothing when it runs again', async () => {
    await withServer(commitsOf('opens-database'), async (server) => {
      const first = await step({}, { server });
      const second = await step({}, { server, environment: { GITHUB_RUN_ID: '43' } });
      expect([first.code, second.code]).toEqual([1, 1]);
      expect(writesOf(second)).toEqual([]);
      expect(second.outputs.get('comment-url')).toBe(first.outputs.get('comment-url'));
      expect(second.report).toEqual(first.report);
    });
  });

  test('updates the comment behind two pages of others, and leaves a pasted marker alone', async () => {
    const chatter = Array.from({ length: 230 }, (_, at) => ({ id: at + 1, body: `chat ${at}`, user: bot('someone') }));
    const pasted = { id: 400, body: `${MARKER}\nall is well`, user: bot('mallory') };
    const done = await step(commitsOf('opens-database'), { scene: { comments: [...chatter, pasted, older] } });
    expect(writesOf(done)).toEqual(['PATCH issues/comments/500']);
    expect(done.server.comments.find(({ id }) => id === 400)).toEqual(pasted);
  });

  test('keeps the oldest of doubled comments', async () => {
    const done = await step(commitsOf('opens-database'), { scene: { comments: [older, { ...older, id: 501 }] } });
    expect(writesOf(done)).toEqual(['DELETE issues/comments/501', 'PATCH issues/comments/500']);
  });

  test('with a token that only reads: the verdict, the summary and the annotations stay', async () => {
    const faults = [
      { method: 'POST', path: /comments/, times: 9, status: 403, message: 'Resource not accessible by integration' },
    ];
    const done = await step(commitsOf('opens-database'), { scene: { faults } });
    expect(done.code).toBe(1);
    expect(done.log).toContain('The comment is not written');
    expect(done.summary).toContain('`db`');
    expect(done.annotations.some((line) => line.startsWith('error '))).toBe(true);
    expect(done.outputs.has('comment-url')).toBe(false);
  });

  test('through 502s and a secondary limit', async () => {
    const limited = {
      status: 403,
      headers: { 'retry-after': '1' },
      message: 'You have exceeded a secondary rate limit',
    };
    const faults = [
      { method: 'GET', path: /trees/, times: 1, status: 502 },
      { method: 'GET', path: /compare/, times: 1, ...limited },
      { method: 'POST', path: /comments/, times: 1, status: 502, carriedOut: true },
    ];
    const done = await step(commitsOf('opens-database'), { scene: { faults } });
    expect(done.code).toBe(1);
    expect(done.server.comments).toHaveLength(1);
  });

  test('from a listing that GitHub cuts', async () => {
    const done = await step(commitsOf('far-files'), { scene: { treeLimit: 3 } });
    expect(done.code).toBe(1);
    expect(done.report?.diagnostics).toEqual([]);
  });

  test('and whose own policy says that this is fine', async () => {
    const done = await step(commitsOf('loosens-policy'));
    expect(done.code).toBe(1);
    expect(done.report?.policy.changed).toBe(true);
    expect(done.report?.gate.failOn).toBe('high');
  });

  test('and adds its findings to the baseline, which counts from the next one on', async () => {
    const done = await step(commitsOf('starts-baseline'));
    expect(done.code).toBe(0);
    expect(done.report?.policy.baseline).toEqual({ added: 1, removed: 0 });
    expect(done.report?.findings.map(({ rule, status }) => `${rule} ${status}`)).toEqual(['data-published existing']);
    expect(done.writes[0]?.body).toMatchObject({
      body: expect.stringContaining('**adds 1 finding to the baseline**') as string,
    });
  });

  test('compares with where it branched off, and takes the policy from where it goes', async () => {
    const commits = {
      ...commitsOf('opens-database'),
      [TIP]: { '.github/bulkhead.yaml': 'gate: { fail-on: critical }\n' },
    };
    const done = await step(commits, { event: pullRequest(TIP) });
    expect(done.report?.gate.failOn).toBe('critical');
    expect(done.report?.revisions?.base.commit).toBe(BASE);
    expect(done.report?.policy.changed).toBe(false);
  });

  test.each(['never', 'findings', 'changes', 'always'])('comment: %s', async (comment) => {
    const done = await step(commitsOf('opens-database'), { inputs: { comment } });
    expect(writesOf(done)).toEqual(comment === 'never' ? [] : ['POST issues/7/comments']);
  });

  test('fail-on of the workflow counts over the policy', async () => {
    const done = await step(commitsOf('opens-database'), { inputs: { 'fail-on': 'critical' } });
    expect([done.code, done.outputs.get('verdict')]).toEqual([0, 'pass']);
  });
});

describe.concurrent('a pull request that closes or changes nothing', () => {
  test('what is fixed is said', async () => {
    const done = await step(commitsOf('closes-database'));
    expect(done.code).toBe(0);
    expect(done.report?.gate.counts.fixed).toBeGreaterThan(0);
    expect(writesOf(done)).toEqual(['POST issues/7/comments']);
  });

  test('a label is no news: no comment, but an older one is brought up to date', async () => {
    const fresh = await step(commitsOf('harmless'));
    expect([fresh.code, writesOf(fresh)]).toEqual([0, []]);
    const old = await step(commitsOf('harmless'), { scene: { comments: [older] } });
    expect(writesOf(old)).toEqual(['PATCH issues/comments/500']);
    expect(old.server.comments[0]?.body).toContain('No change in what can reach what');
  });

  test('without a Compose file touched it is green with one line, whatever was wrong before', async () => {
    const done = await step(commitsOf('readme-only'), { inputs: { comment: 'always' } });
    expect([done.code, writesOf(done), done.annotations]).toEqual([0, [], []]);
    expect(done.log).toContain('pass: no Compose change');
    expect(done.outputs.get('verdict')).toBe('pass');
    expect(done.outputs.get('new-findings')).toBe('0');
  });

  test('and an older comment is brought up to date', async () => {
    const done = await step(commitsOf('readme-only'), { scene: { comments: [older] } });
    expect(writesOf(done)).toEqual(['PATCH issues/comments/500']);
  });

  test('scope: all judges what was there before', async () => {
    const done = await step(commitsOf('readme-only'), { inputs: { scope: 'all' } });
    expect(done.code).toBe(1);
  });

  test('a repository without Compose files is green', async () => {
    const done = await step(commitsOf('no-compose'));
    expect([done.code, done.outputs.get('verdict'), writesOf(done)]).toEqual([0, 'pass', []]);
  });
});

describe.concurrent('what cannot be read is never a pass', () => {
  test('a broken file', async () => {
    const done = await step(commitsOf('broken'));
    expect([done.code, done.outputs.get('verdict')]).toEqual([2, 'unknown']);
    expect(done.annotations.join('\n')).toMatch(/^error .*file=compose\.yaml/m);
    expect(done.server.comments[0]?.body).toContain('could not be judged');
  });

  test('a link that leaves the repository', async () => {
    const service = 'services: { web: { image: nginx, env_file: far.env } }\n';
    const commits = {
      [BASE]: { 'compose.yaml': service, 'far.env': 'A=1\n' },
      [HEAD]: { 'compose.yaml': service, 'far.env@': '../../../etc/passwd' },
    };
    const done = await step(commits);
    expect(done.code).toBe(2);
    expect(JSON.stringify(done.report?.diagnostics)).toContain('it is a link that leaves the repository');
  });

  test('a base that GitHub does not give: everything counts', async () => {
    const { [HEAD]: head = '' } = commitsOf('readme-only');
    const done = await step({ [HEAD]: head });
    expect(done.code).toBe(1);
    expect(JSON.stringify(done.report?.diagnostics)).toContain('base-unreadable');
  });

  test('a base without a common commit: everything counts, by the policy of the base', async () => {
    const done = await step(commitsOf('loosens-policy'), { scene: { mergeBase: 'e'.repeat(40) } });
    expect([done.code, done.report?.revisions, done.report?.gate]).toEqual([
      1,
      null,
      expect.objectContaining({ failOn: 'high', scope: 'all' }),
    ]);
  });

  test('a head that GitHub does not give', async () => {
    const { [BASE]: base = '' } = commitsOf('harmless');
    const done = await step({ [BASE]: base });
    expect([done.code, done.outputs.get('verdict')]).toEqual([2, 'unknown']);
    expect(done.annotations).toEqual([expect.stringContaining('cannot be listed: 404 Not Found')]);
    expect(done.log).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['an input with a value that it does not take', { inputs: { scope: 'old' } }, 'input scope takes new, all'],
    ['no token', { inputs: { token: '' } }, 'input token is empty'],
    ['no repository', { environment: { GITHUB_REPOSITORY: '' } }, 'GITHUB_REPOSITORY is not set'],
    ['no event', { environment: { GITHUB_EVENT_PATH: '/nowhere/event.json' } }, 'the event cannot be read'],
  ])('%s', async (_, options, message) => {
    const done = await step(commitsOf('harmless'), options);
    expect([done.code, done.annotations]).toEqual([2, [expect.stringContaining(message)]]);
    expect(done.log).not.toMatch(/^\s+at /m);
  });
});

describe.concurrent('other events', () => {
  test('a merge queue is judged without a comment', async () => {
    const payload = { merge_group: { base_sha: BASE, head_sha: HEAD, base_ref: 'refs/heads/trunk' } };
    const done = await step(commitsOf('opens-database'), { event: { name: 'merge_group', payload } });
    expect([done.code, done.server.requests.filter(({ path }) => /comments|compare/.test(path))]).toEqual([1, []]);
  });

  test('a push compares before with after', async () => {
    const payload = { before: BASE, after: HEAD, ref: 'refs/heads/trunk' };
    const done = await step(commitsOf('opens-database'), { event: { name: 'push', payload } });
    expect([done.code, done.report?.gate.counts.new, writesOf(done)]).toEqual([1, 1, []]);
  });

  test('a deleted branch is nothing to look at', async () => {
    const payload = { before: BASE, after: '0'.repeat(40), ref: 'refs/heads/x' };
    const done = await step(commitsOf('opens-database'), { event: { name: 'push', payload } });
    expect([done.code, done.server.requests]).toEqual([0, []]);
  });

  test('a schedule judges everything', async () => {
    const done = await step(commitsOf('opens-database'), { event: { name: 'schedule', payload: {} } });
    expect([done.code, done.report?.revisions]).toEqual([1, null]);
  });
});

describe.concurrent('inputs', () => {
  test('files: names the one project to look at', async () => {
    const done = await step(commitsOf('readme-only'), { inputs: { files: 'compose.yaml', scope: 'all' } });
    expect(done.report?.projects.map(({ files }) => files)).toEqual([['compose.yaml']]);
    expect(done.report?.diagnostics).toEqual([]);
  });

  test('files that name files are fetched in rounds', async () => {
    const done = await step(commitsOf('far-files'));
    expect(done.report?.diagnostics).toEqual([]);
    expect(done.report?.projects[0]?.services.map(({ name, image }) => [name, image])).toEqual([
      ['db', 'postgres:16'],
      ['web', 'ghcr.io/example/shop-web:4'],
    ]);
    expect(done.report?.findings.map(({ rule, file }) => [rule, file])).toContainEqual([
      'data-published',
      'store/compose.yaml',
    ]);
  });

  test('configuration beside the services is read together, in one round more', async () => {
    const names = ['a.conf', 'b.conf', 'c.conf', 'd.conf', '.env.example'];
    const compose =
      'services: { db: { image: "postgres:16" }, api: { image: acme/api }, web: { image: a, env_file: .env, volumes: ["./a.conf:/etc/a.conf", ' +
      '"./b.conf:/etc/b.conf", "./c.conf:/etc/c.conf", "./d.conf:/etc/d.conf"] } }\n';
    const files = Object.fromEntries(names.map((name) => [name, `X=http://api # ${name}\n`]));
    const done = await step({ [BASE]: { 'README.md': '' }, [HEAD]: { 'compose.yaml': compose, ...files } });
    expect(done.report?.projects).toHaveLength(1);
    const asked = done.server.requests.filter(({ body }) => JSON.stringify(body).includes(' on Blob '));
    expect(asked.map(({ path }) => path)).toEqual(['/graphql', '/graphql']);
  });

  test('policy: names a file of the base; one that only the head has does not count', async () => {
    const commits = commitsOf('opens-database');
    const done = await step(commits, { inputs: { policy: 'ops/policy.yaml' } });
    expect([done.code, JSON.stringify(done.report?.diagnostics)]).toEqual([
      1,
      expect.stringContaining('policy-missing'),
    ]);
  });

  test('the variables of the runner are not used', async () => {
    const text = 'services: { db: { image: "postgres:16", ports: ["${PORT:-127.0.0.1:5432}:5432"] } }\n';
    const done = await step(
      { [BASE]: { 'README.md': '' }, [HEAD]: { 'compose.yaml': text } },
      { environment: { PORT: '5432' } },
    );
    expect(done.report?.findings.filter(({ rule }) => rule === 'data-published')).toEqual([]);
  });
});

describe.concurrent('names from the files', () => {
  test('start no workflow command and set no output', async () => {
    const name = 'x"\n::error::owned\n##[warning]%0A::set-output name=verdict::pass';
    const head = `services:\n  ${JSON.stringify(name)}: { image: "postgres:16", ports: ["5432:5432"] }\n  "a::b": { image: "postgres:16", ports: ["5433:5432"] }\n`;
    const done = await step({ [BASE]: { 'README.md': '' }, [HEAD]: { 'compose.yaml': head } });
    expect(done.log).not.toMatch(/^::error::owned/m);
    expect(done.log).not.toMatch(/^##\[/m);
    expect(done.outputs.get('verdict')).not.toBe('pass');
  });
});

async function withServer(commits: Parameters<typeof step>[0], use: (server: Server) => Promise<void>): Promise<void> {
  const server = await startServer({ commits, mergeBase: BASE });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}
