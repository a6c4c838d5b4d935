import { afterAll, describe, expect, test } from 'vitest';
import { type CommentResult, publishComment } from '../../src/io/github/comments.ts';
import { gitHub } from '../../src/io/github/octokit.ts';
import { bot, type Comment, type Scene, type Server, startServer } from '../action/server.ts';

const HEAD = 'a'.repeat(40);
const marker = '<!-- bulkhead: shop -->';
const us = bot('github-actions[bot]');
const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Run {
  readonly result: CommentResult;
  readonly server: Server;
  /** Requests that write. */
  readonly writes: readonly string[];
}

async function published(scene: Omit<Scene, 'commits'>, body: string, create = true): Promise<Run> {
  const server = await startServer({ commits: {}, ...scene });
  servers.push(server);
  const client = gitHub('token', server.url, () => undefined);
  const result = await publishComment({
    client,
    repository: { owner: 'o', repo: 'shop' },
    number: 7,
    head: HEAD,
    heirOf: null,
    ownRun: null,
    marker,
    body: `${marker}\n${body}`,
    shortBody: `${marker}\nsee the summary`,
    create,
  });
  const writes = server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
  return { result, server, writes: writes.map(({ method, path }) => `${method} ${path}`) };
}

function comment(id: number, body: string, user = us): Comment {
  return { id, body: `${marker}\n${body}`, user };
}

const chatter = Array.from({ length: 230 }, (_, at) => ({ id: at + 1, body: `chat ${at}`, user: bot('someone') }));

describe.concurrent('one comment on a pull request', () => {
  test('is created where there is none', async () => {
    const { result, server } = await published({}, 'news');
    expect(result).toEqual({ kind: 'created', url: 'https://github.test/o/shop/pull/7#issuecomment-1001' });
    expect(server.comments.map(({ body }) => body)).toEqual([`${marker}\nnews`]);
  });

  test('stays one where two first runs wrote at once: the oldest is kept and has the newest word', async () => {
    const { result, server } = await published({ meanwhile: [comment(900, 'theirs')] }, 'ours');
    expect(result).toEqual({ kind: 'updated', url: 'https://github.test/o/shop/pull/7#issuecomment-900' });
    expect(server.comments.map(({ body }) => body)).toEqual([`${marker}\nours`]);
  });

  test('stays one where the other first run was later', async () => {
    const { result, server } = await published({ meanwhile: [comment(2000, 'theirs')] }, 'ours');
    expect(result.kind).toBe('created');
    expect(server.comments.map(({ body }) => body)).toEqual([`${marker}\nours`]);
  });

  test('of somebody else with our marker is left alone after writing, too', async () => {
    const { result, server } = await published({ meanwhile: [comment(900, 'x', bot('someone'))] }, 'ours');
    expect([result.kind, server.comments.length]).toEqual(['created', 2]);
  });

  test('is created also where it cannot be seen afterwards that it is the only one', async () => {
    const faults = [{ method: 'GET', path: /comments/, times: 99, status: 422, message: 'no' }];
    const { result } = await published({ faults }, 'news');
    expect(result.kind).toBe('created');
  });

  test('costs three requests where nobody has commented yet', async () => {
    const { server } = await published({}, 'news');
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });

  test('is not created where that is not wanted', async () => {
    const { result, writes } = await published({}, 'news', false);
    expect([result, writes]).toEqual([{ kind: 'absent' }, []]);
  });

  test('is updated in place, also behind two pages of others', async () => {
    const { result, server, writes } = await published({ comments: [...chatter, comment(500, 'old')] }, 'news', false);
    expect(result.kind).toBe('updated');
    expect(writes).toEqual(['PATCH /repos/o/shop/issues/comments/500']);
    expect(server.comments.at(-1)?.body).toBe(`${marker}\nnews`);
  });

  test('nothing is written when nothing changed, whatever GitHub did to the line ends', async () => {
    const same = { ...comment(500, ''), body: `${marker}\r\nnews\r\n` };
    const { result, writes } = await published({ comments: [same] }, 'news');
    expect([result.kind, writes]).toEqual(['unchanged', []]);
  });

  test.each([
    ['somebody who pasted our marker', comment(500, 'mine', bot('mallory'))],
    ['another bot', comment(500, 'mine', bot('other[bot]'))],
    ['a person called like us', comment(500, 'mine', { login: 'github-actions', type: 'User' })],
    ['our marker further down', { id: 500, body: `quote\n${marker}`, user: us }],
  ])('a comment of %s is left alone', async (_, other) => {
    const { result, server } = await published({ comments: [other] }, 'news');
    expect(result.kind).toBe('created');
    expect(server.comments[0]).toEqual(other);
  });

  test('of two, the oldest is kept', async () => {
    const { server } = await published({ comments: [comment(501, 'b'), comment(500, 'a')] }, 'news');
    expect(server.comments).toEqual([comment(500, 'news')]);
  });

  test('a token of a person or an app knows its own', async () => {
    const { writes } = await published(
      { viewer: 'shop-app[bot]', comments: [comment(1, 'x'), comment(2, 'x', bot('shop-app[bot]'))] },
      'news',
    );
    expect(writes).toEqual(['PATCH /repos/o/shop/issues/comments/2']);
  });

  test('without an answer to who we are it is the bot of the workflow', async () => {
    const faults = [{ method: 'POST', path: /graphql/, times: 99, status: 403 }];
    const { writes } = await published({ faults, viewer: 'unknown', comments: [comment(1, 'x')] }, 'news');
    expect(writes).toEqual(['PATCH /repos/o/shop/issues/comments/1']);
  });
});

describe.concurrent('the newest run has the last word', () => {
  const old = comment(1, 'of the newer run');

  test('a run of commits that are not the newest any more writes nothing', async () => {
    const { result, writes } = await published({ head: 'e'.repeat(40), comments: [old] }, 'late');
    expect([result, writes]).toEqual([{ kind: 'outdated', head: 'e'.repeat(40) }, []]);
  });

  test('nor does it create one', async () => {
    const { result, writes } = await published({ head: 'e'.repeat(40) }, 'late');
    expect([result.kind, writes]).toEqual(['outdated', []]);
  });

  test('the newest does, also where GitHub does not tell', async () => {
    expect((await published({ head: HEAD, comments: [old] }, 'new')).result.kind).toBe('updated');
    const faults = [{ method: 'GET', path: /pulls/, times: 9, status: 403, message: 'no' }];
    expect((await published({ head: HEAD, comments: [old], faults }, 'new')).result.kind).toBe('updated');
  });

  test('a head that cannot be read is no licence', async () => {
    const faults = [{ method: 'GET', path: /pulls/, times: 99, status: 502, message: 'down' }];
    const { result, writes } = await published({ head: HEAD, comments: [old], faults }, 'new');
    expect([result, writes]).toEqual([{ kind: 'failed', reason: '502 down' }, []]);
  });
});

describe.concurrent('a broken answer is no answer', () => {
  const page = '<html>502</html>';

  test.each([
    ['a page', { page }],
    ['nothing', { page: '' }],
    ['JSON of another shape', { page: '{}' }],
    ['a list of something else', { page: '[{"a":1}]' }],
  ])('%s in place of the comments is asked for again, and doubles nothing', async (_, fault) => {
    const faults = [{ method: 'GET', path: /comments/, times: 2, status: 200, ...fault }];
    const { result, server } = await published({ faults, comments: [comment(1, 'x')] }, 'news');
    expect([result.kind, server.comments.length]).toEqual(['updated', 1]);
  });

  test('comments that stay broken are none that are missing', async () => {
    const faults = [{ method: 'GET', path: /comments/, times: 99, status: 200, page }];
    const { result, writes } = await published({ faults, comments: [comment(1, 'x')] }, 'news');
    expect([result, writes]).toEqual([{ kind: 'failed', reason: 'the answer of GitHub is broken' }, []]);
  });

  test('a page in place of who we are', async () => {
    const faults = [{ method: 'POST', path: /graphql/, times: 99, status: 200, page }];
    const { writes } = await published({ faults, comments: [comment(1, 'x')] }, 'news');
    expect(writes).toEqual(['PATCH /repos/o/shop/issues/comments/1']);
  });

  test('a created comment whose answer breaks off is not doubled', async () => {
    const faults = [{ method: 'POST', path: /issues/, times: 1, status: 201, page: '{"id": 1', carriedOut: true }];
    const { result, server } = await published({ faults }, 'news');
    expect([result.kind, server.comments.length]).toEqual(['created', 1]);
  });

  test('nor is one that the list shows late', async () => {
    const faults = [
      { method: 'POST', path: /issues/, times: 1, status: 502, carriedOut: true },
      { method: 'GET', path: /comments/, times: 1, status: 200, page: '[]', after: 1 },
    ];
    const { result, server } = await published({ faults }, 'news');
    expect([result.kind, server.comments.length]).toEqual(['created', 1]);
  });
});

describe.concurrent('whose comment it is', () => {
  test('an app that may not ask who it is knows a bot with its mark', async () => {
    const faults = [{ method: 'POST', path: /graphql/, times: 99, status: 403 }];
    const mine = comment(2, 'x', bot('shop-app[bot]'));
    const { writes } = await published({ faults, comments: [comment(1, 'x', bot('someone')), mine] }, 'news');
    expect(writes).toEqual(['PATCH /repos/o/shop/issues/comments/2']);
  });

  test('a token that is wrong is said to be', async () => {
    const faults = [{ method: 'GET', path: /comments/, times: 9, status: 401, message: 'Bad credentials' }];
    const { result } = await published({ faults, comments: chatter }, 'news');
    expect(result).toEqual({ kind: 'failed', reason: 'the token is wrong or has expired (401 Bad credentials)' });
  });
});

describe.concurrent('when GitHub fails', () => {
  test.each([403, 404])('%i on the comment says that it may not be written', async (status) => {
    const faults = [
      { method: 'POST', path: /comments/, times: 1, status, message: 'Resource not accessible by integration' },
    ];
    const { result } = await published({ faults }, 'news');
    expect(result).toEqual({ kind: 'denied', reason: `${status} Resource not accessible by integration` });
  });

  test('a 502 that created the comment does not double it', async () => {
    const faults = [{ method: 'POST', path: /comments/, times: 1, status: 502, carriedOut: true }];
    const { result, server } = await published({ faults }, 'news');
    expect(result.kind).toBe('created');
    expect(server.comments).toHaveLength(1);
  });

  test('a 502 that did not create it is tried once more', async () => {
    const faults = [{ method: 'POST', path: /comments/, times: 1, status: 502 }];
    const { server, writes } = await published({ faults }, 'news');
    expect(server.comments).toHaveLength(1);
    expect(writes).toHaveLength(2);
  });

  test('a body that is too large gives way to the short one', async () => {
    const { result, server } = await published({ comments: [comment(500, 'old')] }, 'x'.repeat(70_000));
    expect(result.kind).toBe('updated');
    expect(server.comments[0]?.body).toBe(`${marker}\nsee the summary`);
  });

  test('a comment deleted in between is created again', async () => {
    const faults = [{ method: 'PATCH', path: /comments/, times: 1, status: 404 }];
    const { result } = await published({ faults, comments: [comment(500, 'old')] }, 'news');
    expect(result.kind).not.toBe('denied');
  });

  test('a secondary limit is waited for', async () => {
    const limited = {
      status: 403,
      headers: { 'retry-after': '1' },
      message: 'You have exceeded a secondary rate limit',
    };
    const { result } = await published(
      { faults: [{ method: 'POST', path: /comments/, times: 1, ...limited }] },
      'news',
    );
    expect(result.kind).toBe('created');
  });

  test('a limit of an hour is not', async () => {
    const limited = {
      status: 403,
      headers: { 'retry-after': '3600' },
      message: 'You have exceeded a secondary rate limit',
    };
    const { result } = await published(
      { faults: [{ method: 'POST', path: /comments/, times: 1, ...limited }] },
      'news',
    );
    expect(result).toEqual({
      kind: 'failed',
      reason: "GitHub's rate limit is reached (403 You have exceeded a secondary rate limit)",
    });
  });

  test('a server that stays down is said', async () => {
    const faults = [{ method: 'GET', path: /comments/, times: 99, status: 422, message: 'no' }];
    const { result } = await published({ faults, comments: chatter }, 'news');
    expect(result).toEqual({ kind: 'failed', reason: '422 no' });
  });
});
