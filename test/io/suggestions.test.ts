import { afterAll, describe, expect, test } from 'vitest';
import { gitHub } from '../../src/io/github/octokit.ts';
import { publishSuggestions, type Suggestion, type SuggestionResult } from '../../src/io/github/suggestions.ts';
import { bot, type ReviewComment, type Scene, type Server, startServer } from '../action/server.ts';

const HEAD = 'a'.repeat(40);
const marker = '<!-- bulkhead: shop -->';
const us = bot('github-actions[bot]');
const DIFF = {
  'compose.yaml':
    '@@ -4,3 +4,4 @@ services:\n four\n-old\n+five\n+six\n seven\n@@ -20,2 +21,2 @@\n-x\n+twenty-one\n twenty-two',
};
const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const suggestion = (key: string, start: number, old: readonly string[], body = 'better'): Suggestion => ({
  key,
  file: 'compose.yaml',
  start,
  end: start + old.length - 1,
  old,
  body,
});
const FIVE = suggestion('abc.1', 5, ['five']);
const BOTH = suggestion('def.1', 5, ['five', 'six']);
const LAST = suggestion('def.2', 21, ['twenty-one']);

interface Run {
  readonly result: SuggestionResult;
  readonly server: Server;
  readonly writes: readonly string[];
}

async function published(
  scene: Omit<Scene, 'commits'> | Server,
  groups: readonly (readonly Suggestion[])[],
): Promise<Run> {
  const server = 'requests' in scene ? scene : await startServer({ commits: {}, diff: DIFF, ...scene });
  servers.push(server);
  const before = server.requests.length;
  const client = gitHub('token', server.url, () => undefined);
  const result = await publishSuggestions({
    client,
    repository: { owner: 'o', repo: 'shop' },
    number: 7,
    head: HEAD,
    marker,
    groups,
  });
  const writes = server.requests
    .slice(before)
    .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
    .map(({ method, path }) => `${method} ${path.replace('/repos/o/shop/pulls/', '')}`);
  return { result, server, writes };
}

function known(id: number, { key, start, end, body }: Suggestion, parts: Partial<ReviewComment> = {}): ReviewComment {
  const text = `${marker}\n<!-- ${key} -->\n${body}`;
  return {
    id,
    path: 'compose.yaml',
    line: end,
    start_line: start === end ? null : start,
    body: text,
    user: us,
    ...parts,
  };
}

describe.concurrent('suggestions on a pull request', () => {
  test('are one review on the lines of the head, several lines from the first to the last', async () => {
    const { result, server, writes } = await published({}, [[BOTH, LAST]]);
    expect(result).toEqual({ kind: 'kept', written: 2, outside: 0, refused: [] });
    expect(writes).toEqual(['POST 7/reviews']);
    expect(server.requests.find(({ method }) => method === 'POST')?.body).toMatchObject({
      commit_id: HEAD,
      event: 'COMMENT',
      body: expect.stringMatching(/^<!-- bulkhead: shop -->\n./u) as string,
      comments: [
        { path: 'compose.yaml', start_line: 5, start_side: 'RIGHT', line: 6, side: 'RIGHT' },
        { path: 'compose.yaml', line: 21, side: 'RIGHT' },
      ],
    });
  });

  test('are written once: another run with the same writes nothing, whatever GitHub did to the line ends', async () => {
    const first = await published({}, [[FIVE], [LAST]]);
    for (const comment of first.server.reviewComments) comment.body = comment.body.replaceAll('\n', '\r\n');
    expect((await published(first.server, [[FIVE], [LAST]])).writes).toEqual([]);
    expect(first.server.reviewComments).toHaveLength(2);
  });

  test('change in place, go with their reason, and come without another review', async () => {
    const first = await published({}, [[FIVE], [LAST]]);
    const [five, last] = first.server.reviewComments.map(({ id }) => id);
    const reworded = await published(first.server, [[{ ...FIVE, body: 'best' }], [LAST]]);
    expect(reworded.writes).toEqual([`PATCH comments/${String(five)}`]);
    const fewer = await published(first.server, [[FIVE]]);
    expect(fewer.writes).toEqual([`DELETE comments/${String(last)}`, `PATCH comments/${String(five)}`]);
    const other = suggestion('fed.1', 22, ['twenty-two']);
    expect((await published(first.server, [[FIVE], [other]])).writes).toEqual(['POST 7/comments']);
    expect((await published(first.server, [])).writes).toHaveLength(2);
    expect([first.server.reviews.length, first.server.reviewComments.length]).toEqual([1, 0]);
    expect((await published(first.server, [[FIVE]])).writes).toEqual(['POST 7/comments']);
  });

  test('a group with a line that the diff does not show is left out as a whole, and the rest is written', async () => {
    const groups = [[FIVE, suggestion('abc.2', 30, ['thirty'])], [suggestion('x.1', 6, ['others'])], [LAST]];
    const { result, server } = await published({}, groups);
    expect(result).toEqual({ kind: 'kept', written: 1, outside: 2, refused: [] });
    expect(server.reviewComments.map(({ line }) => line)).toEqual([21]);
    const apart = suggestion('x.1', 7, ['seven', '']);
    expect((await published({}, [[apart]])).result).toMatchObject({ written: 0, outside: 1 });
  });

  test('what GitHub refuses of one keeps no other from being written', async () => {
    const { result, server, writes } = await published({}, [[{ ...FIVE, body: 'refuse me' }], [LAST]]);
    expect(result).toMatchObject({ kind: 'kept', written: 1, refused: [expect.stringContaining('422')] });
    expect(writes).toEqual(['POST 7/reviews', 'POST 7/comments', 'POST 7/comments']);
    expect(server.reviewComments.map(({ line }) => line)).toEqual([21]);
  });

  test('one whose lines are out of the diff makes room for its successor, unless somebody answered', async () => {
    const gone = known(50, FIVE, { line: null });
    expect((await published({ reviewComments: [gone] }, [[LAST]])).writes).toEqual([
      'DELETE comments/50',
      'POST 7/comments',
    ]);
    const answer = known(51, FIVE, { body: 'Why?', user: bot('ann'), in_reply_to_id: 50 });
    expect((await published({ reviewComments: [gone, answer] }, [])).writes).toEqual([]);
  });

  test('the comments of somebody who pasted our marker are left alone', async () => {
    const pasted = known(50, FIVE, { user: bot('mallory') });
    const { writes, server } = await published({ reviewComments: [pasted] }, [[LAST]]);
    expect(writes).toEqual(['POST 7/reviews']);
    expect(server.reviewComments).toContainEqual(pasted);
  });

  test('a token that only reads is no failure', async () => {
    const faults = [
      { method: 'POST', path: /reviews/, times: 9, status: 403, message: 'Resource not accessible by integration' },
    ];
    const { result } = await published({ faults }, [[FIVE]]);
    expect(result).toEqual({ kind: 'denied', reason: '403 Resource not accessible by integration' });
  });

  test('a review that a gateway answered for is looked for, not sent twice', async () => {
    const faults = [{ method: 'POST', path: /reviews/, times: 1, status: 502, carriedOut: true }];
    const { result, server } = await published({ faults }, [[FIVE]]);
    expect(result).toMatchObject({ kind: 'kept', written: 1 });
    expect([server.reviews.length, server.reviewComments.length]).toEqual([1, 1]);
  });

  test('a run whose commit is no longer the newest writes nothing', async () => {
    const head = 'c'.repeat(40);
    expect(await published({ head }, [[FIVE]])).toMatchObject({ result: { kind: 'outdated', head }, writes: [] });
  });

  test('no more than 20 are written', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${String(at)}`);
    const diff = { 'compose.yaml': `@@ -0,0 +1,30 @@\n${lines.map((line) => `+${line}`).join('\n')}` };
    const groups = lines.map((line, at) => [suggestion(`k.${String(at)}`, at + 1, [line])]);
    expect((await published({ diff }, groups)).server.reviewComments).toHaveLength(20);
  });
});
