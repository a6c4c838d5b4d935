import { describe, expect, test } from 'vitest';
import { BASE, HEAD, type Options, type Step, step, TIP } from './run.ts';
import type { Scene } from './server.ts';

const MERGE = 'e'.repeat(40);
const OLDER = 'c'.repeat(40);

const CLOSED = 'services:\n  db:\n    image: postgres:16\n';
const OPEN = `${CLOSED}    ports: ["5432:5432"]\n`;
const OVERRIDE = 'services:\n  db:\n    ports: ["5432:5432"]\n';
const WEB = 'services:\n  web:\n    image: ghcr.io/example/web:1\n';

/** The branch parted from BASE, the base is at TIP by now; GitHub's merge of both is MERGE. */
interface Lines {
  readonly fork: Record<string, string>;
  readonly tip: Record<string, string>;
  readonly head: Record<string, string>;
  readonly merge?: Record<string, string>;
}

function pulled({ fork, tip, head, merge }: Lines, options: Options = {}): Promise<Step> {
  const commits = { [BASE]: fork, [TIP]: tip, [HEAD]: head, ...(merge === undefined ? {} : { [MERGE]: merge }) };
  const scene: Partial<Scene> = {
    branches: { trunk: TIP },
    ...(merge === undefined ? { mergeCommit: null } : { parents: { [MERGE]: [TIP, HEAD] }, mergeCommit: MERGE }),
    ...options.scene,
  };
  return step(commits, { event: event(), environment: { GITHUB_SHA: MERGE }, ...options, scene });
}

/** As the event of a run was when it was set off: its base may be old. */
function event(base = BASE, name = 'pull_request') {
  const ends = { base: { sha: base, ref: 'trunk' }, head: { sha: HEAD, ref: 'topic' } };
  return {
    name,
    payload: { pull_request: { number: 7, ...ends, merge_commit_sha: MERGE }, repository: { default_branch: 'trunk' } },
  };
}

function codesOf({ report }: Step): readonly string[] {
  return report?.diagnostics.map(({ code }) => code) ?? [];
}

const requestsOf = ({ server }: Step) => server.requests.map(({ method, path }) => `${method} ${path}`);

/** The base was closed after the branch began, and the branch opens it again by a file that it has not touched. */
const REOPENED: Lines = {
  fork: { 'compose.yaml': OPEN },
  tip: { 'compose.yaml': CLOSED },
  head: { 'compose.yaml': OPEN, 'compose.override.yaml': OVERRIDE },
  merge: { 'compose.yaml': CLOSED, 'compose.override.yaml': OVERRIDE },
};

describe.concurrent('what will be merged is judged', () => {
  test('a branch that opens again what the base has closed since', async () => {
    const done = await pulled(REOPENED);
    expect([done.code, done.report?.revisions?.base.commit, codesOf(done)]).toEqual([1, TIP, []]);
    expect(done.report?.findings.map(({ rule, status, file }) => [rule, status, file])).toContainEqual([
      'data-published',
      'new',
      'compose.override.yaml',
    ]);
  });

  test('also on pull_request_target, where the run is for the base', async () => {
    const done = await pulled(REOPENED, {
      event: event(BASE, 'pull_request_target'),
      environment: { GITHUB_SHA: TIP },
    });
    expect(done.code).toBe(1);
  });

  test('also where the merge of the event is old: GitHub is asked for the one of now', async () => {
    const scene = { parents: { [OLDER]: [BASE, HEAD], [MERGE]: [TIP, HEAD] } };
    const done = await pulled(REOPENED, { scene, environment: { GITHUB_SHA: OLDER } });
    expect([done.code, done.report?.revisions?.base.commit, codesOf(done)]).toEqual([1, TIP, []]);
  });

  test('two sides that open it only together', async () => {
    const done = await pulled({
      fork: { 'compose.yaml': CLOSED },
      tip: { 'compose.yaml': CLOSED, '.env': 'COMPOSE_FILE=compose.yaml:open.yaml\n', 'open.yaml': 'services: {}\n' },
      head: { 'compose.yaml': CLOSED, 'open.yaml': OVERRIDE },
      merge: { 'compose.yaml': CLOSED, '.env': 'COMPOSE_FILE=compose.yaml:open.yaml\n', 'open.yaml': OVERRIDE },
    });
    expect(done.code).toBe(1);
  });

  test('what the base has opened since is not held against the branch', async () => {
    const done = await pulled({
      fork: { 'compose.yaml': CLOSED },
      tip: { 'compose.yaml': OPEN },
      head: { 'compose.yaml': CLOSED, 'web/compose.yaml': WEB },
      merge: { 'compose.yaml': OPEN, 'web/compose.yaml': WEB },
    });
    expect([done.code, done.report?.gate.counts]).toEqual([0, expect.objectContaining({ new: 0, fixed: 0 })]);
  });

  test('places stay lines of the head, in comment and annotations', async () => {
    const top = '# one\n# two\n# three\nname: shop\n';
    const done = await pulled({
      fork: { 'compose.yaml': CLOSED },
      tip: { 'compose.yaml': top + CLOSED },
      head: { 'compose.yaml': OPEN },
      merge: { 'compose.yaml': top + OPEN },
    });
    expect(done.report?.findings.find(({ rule }) => rule === 'data-published')?.line).toBe(4);
    expect(done.annotations.join('\n')).toMatch(/^error .*file=compose\.yaml,line=4/m);
    expect(done.server.comments[0]?.body).toContain(`/blob/${HEAD}/compose.yaml#L4`);
  });

  test('a branch that the base has nothing over costs no merge', async () => {
    const done = await step(
      { [BASE]: { 'compose.yaml': CLOSED }, [HEAD]: { 'compose.yaml': OPEN } },
      { event: event(OLDER), scene: { branches: { trunk: BASE } }, environment: { GITHUB_SHA: MERGE } },
    );
    expect([done.code, done.report?.revisions?.base.commit, codesOf(done)]).toEqual([1, BASE, []]);
    expect(requestsOf(done).filter((path) => /commits/.test(path))).toEqual([]);
  });
});

describe.concurrent('without a merge the head is judged against both, and the stricter result counts', () => {
  test.each([
    ['GitHub does not know yet', null],
    ['GitHub knows one of other commits', OLDER],
  ])('%s', async (_, mergeCommit) => {
    const { merge: _merge, ...lines } = REOPENED;
    const done = await pulled(lines, { scene: { mergeCommit, parents: { [OLDER]: [BASE, HEAD] } } });
    expect([done.code, codesOf(done)]).toEqual([1, ['not-merged']]);
    expect(done.server.comments[0]?.body).toContain('⚠ `topic` is judged as it is, not as merged into `trunk`');
  });

  test('the merge cannot be listed', async () => {
    const { merge: _merge, ...lines } = REOPENED;
    const done = await pulled(lines, { scene: { mergeCommit: MERGE, parents: { [MERGE]: [TIP, HEAD] } } });
    expect([done.code, codesOf(done)]).toEqual([1, ['not-merged']]);
  });

  test('what only the old state of the base had is not called fixed', async () => {
    const done = await pulled({
      fork: { 'compose.yaml': OPEN },
      tip: { 'compose.yaml': CLOSED, 'web/compose.yaml': WEB },
      head: { 'compose.yaml': CLOSED },
    });
    expect([done.code, done.report?.gate.counts.fixed]).toEqual([0, 0]);
  });

  test('what is not understood against either stays unknown', async () => {
    const lfs = (id: number) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(63)}${id}\nsize 9\n`;
    const stack = 'include: [more.yaml]\n';
    const done = await pulled({
      fork: { 'compose.yaml': stack, 'more.yaml': lfs(1) },
      tip: { 'compose.yaml': stack, 'more.yaml': lfs(2) },
      head: { 'compose.yaml': stack, 'more.yaml': lfs(1), 'README.md': 'x' },
    });
    expect([done.code, done.outputs.get('verdict')]).toEqual([2, 'unknown']);
  });

  test('nothing in common: everything counts', async () => {
    const { merge: _merge, ...lines } = REOPENED;
    const done = await pulled(lines, { scene: { mergeBase: OLDER } });
    expect([done.code, codesOf(done)]).toEqual([1, expect.arrayContaining(['base-unreadable'])]);
  });
});

describe.concurrent('what a review costs', () => {
  const three = (port: string) => ({
    'compose.yaml': `services:\n  db:\n    image: postgres:16\n${port}`,
    'shop/compose.yaml': WEB,
    'blog/compose.yaml': WEB.replace('web', 'blog'),
    'README.md': '#\n',
  });

  test('three Compose files: at most 7 requests, the comment included', async () => {
    const done = await step(
      { [BASE]: three(''), [HEAD]: three('    ports: ["5432:5432"]\n') },
      { event: event(), scene: { branches: { trunk: BASE } }, environment: { GITHUB_SHA: MERGE } },
    );
    expect(done.code).toBe(1);
    expect(requestsOf(done).length).toBeLessThanOrEqual(7);
  });

  test('files that calls name: one round more, and nothing is read that neither is named nor differs', async () => {
    const files = (port: string) => ({
      ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`src/${at}.yaml`, `services: ${at}\n`])),
      ...three(''),
      Makefile: 'up:\n\tdocker compose -f compose.yaml -f deploy/a.txt -f deploy/b.txt up\n',
      'deploy/a.txt': `services:\n  db:\n    labels: { a: b }\n${port}`,
      'deploy/b.txt': 'services:\n  db:\n    labels: { b: c }\n',
      'docker-compose.ci.yml': WEB.replace('web', 'ci'),
    });
    const done = await step(
      { [BASE]: files(''), [HEAD]: files('    ports: ["5432:5432"]\n') },
      { event: event(), scene: { branches: { trunk: BASE } }, environment: { GITHUB_SHA: MERGE } },
    );
    expect(done.code).toBe(1);
    expect(done.report?.findings[0]).toMatchObject({ file: 'deploy/a.txt', line: 4 });
    expect(requestsOf(done).length).toBeLessThanOrEqual(8);
    const asked = done.server.requests.flatMap(({ body }) => JSON.stringify(body).match(/b\d+: object/g) ?? []);
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  test.each([
    ['at the top', 'README.md', '', 7],
    ['in another folder', 'blog/README.md', '', 7],
    ['in one that is judged', 'blog/compose.yaml', '', 7],
    ['in one beside it', 'apps/blog/compose.yaml', 'apps/', 7],
    ['in one far below', 'docs/a/b/c/x.md', '', 7],
    ['in one that is judged, far below', 'apps/a/b/c/blog/compose.yaml', 'apps/a/b/c/', 8],
  ])('where the base has gone on %s', async (_, moved, place, most) => {
    const below = (files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [place + path, text]));
    const [before, after] = [below(three('')), below(three('    ports: ["5432:5432"]\n'))];
    const news = { [moved]: WEB.replace('web', 'news') };
    const done = await pulled({ fork: before, tip: { ...before, ...news }, head: after, merge: { ...after, ...news } });
    expect([done.code, done.report?.revisions?.base.commit]).toEqual([1, TIP]);
    expect(done.report?.findings[0]).toMatchObject({ file: `${place}compose.yaml`, line: 4 });
    expect(requestsOf(done).length).toBeLessThanOrEqual(most);
  });

  test('where the base has gone on, without a query that tells of it: two more', async () => {
    const faults = [{ method: 'POST', path: /graphql/, times: 1, status: 404 }];
    const [before, after] = [three(''), three('    ports: ["5432:5432"]\n')];
    const news = { 'README.md': 'new\n' };
    const done = await pulled(
      { fork: before, tip: { ...before, ...news }, head: after, merge: { ...after, ...news } },
      { scene: { faults } },
    );
    expect(done.code).toBe(1);
    expect(requestsOf(done).length).toBeLessThanOrEqual(10);
  });

  test('a hundred projects: as many requests', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`apps/${at}/compose.yaml`, `# ${at}\n${WEB}`]),
    );
    const done = await step(
      { [BASE]: many, [HEAD]: { ...many, 'compose.yaml': OPEN } },
      { event: event(), scene: { branches: { trunk: BASE } }, environment: { GITHUB_SHA: MERGE } },
    );
    expect(done.code).toBe(1);
    expect(requestsOf(done).length).toBeLessThanOrEqual(9);
  });
});
