import { describe, expect, test } from 'vitest';
import { BASE, commitsOf, step } from './run.ts';
import { type Scene, startServer } from './server.ts';

/** The diff of `fixtures/reviews/opens-database`, as GitHub gives it. */
const DIFF = {
  'compose.yaml': [
    '@@ -4,7 +4,7 @@ services:',
    '   proxy:',
    '     image: nginx:1.27',
    '     ports: ["80:80"]',
    '-    networks: [frontend]',
    '+    networks: [frontend, backend]',
    ' ',
    '   web:',
    '     image: ghcr.io/example/shop-web:4',
  ].join('\n'),
};
const commits = commitsOf('opens-database');
const reviewing = (scene: Partial<Scene>, suggestions = 'true') =>
  step(commits, { inputs: { suggestions }, scene: { diff: DIFF, ...scene } });

describe.concurrent('fixes as suggestions', () => {
  test('take the changed line back in one review, beside the comment', async () => {
    const { code, server, log } = await reviewing({});
    expect(code).toBe(1);
    expect([server.comments.length, server.reviews.length]).toEqual([1, 1]);
    expect(server.reviewComments).toMatchObject([{ path: 'compose.yaml', line: 7, start_line: null }]);
    const [body = ''] = server.reviewComments.map((comment) => comment.body);
    expect(body).toContain('```suggestion\n    networks: [frontend]\n```');
    expect(body).toContain('`db`');
    expect(log).toContain('suggestions: 1 written');
  });

  test('are written once, and not at all where nobody asked for them', async () => {
    const server = await startServer({ commits, mergeBase: BASE, diff: DIFF });
    try {
      for (const suggestions of ['false', 'true', 'true'])
        await step(commits, { server, inputs: { suggestions, comment: 'never' } });
      expect(
        server.requests.flatMap(({ method, path }) =>
          /^(GET|POST \/graphql)/.test(`${method} ${path}`) ? [] : [path],
        ),
      ).toEqual(['/repos/o/shop/pulls/7/reviews']);
    } finally {
      await server.close();
    }
  });

  test('stay in the comment where the diff does not show their lines', async () => {
    const { server, log, code } = await reviewing({ diff: {} });
    expect([code, server.reviews]).toEqual([1, []]);
    expect(log).toContain('1 more on lines outside the diff');
    expect(server.comments[0]?.body).toContain('+    networks: [frontend]');
  });

  test('a token that only reads is a line in the log', async () => {
    const faults = [
      { method: 'POST', path: /7\//, times: 9, status: 403, message: 'Resource not accessible by integration' },
    ];
    const { code, log, annotations } = await reviewing({ faults });
    expect(code).toBe(1);
    expect(log).toContain('no suggestions: the token may not write them');
    expect(annotations.filter((line) => line.includes('suggestion'))).toEqual([]);
  });

  test('an input that is neither true nor false is refused', async () => {
    expect((await reviewing({}, 'yes')).annotations).toEqual([
      expect.stringContaining('input suggestions takes true, false'),
    ]);
  });
});
