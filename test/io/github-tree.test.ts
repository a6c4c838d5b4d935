import { afterAll, describe, expect, test } from 'vitest';
import type { FileRead } from '../../src/compose/file-tree.ts';
import { type BlobBounds, gitHubBlobs } from '../../src/io/github/blobs.ts';
import { gitHubListings } from '../../src/io/github/listings.ts';
import { type FetchingTree, gitHubTree } from '../../src/io/github/tree.ts';
import { gitHub } from '../../src/io/github/octokit.ts';
import { type Scene, type Server, startServer } from '../action/server.ts';
import { repositoryRoot } from '../../src/io/repository-root.ts';

const ROOT = repositoryRoot('shop');

const COMMIT = 'c'.repeat(40);
const repository = { owner: 'o', repo: 'shop' };
const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Options {
  readonly scene?: Partial<Scene>;
  readonly bounds?: BlobBounds;
  readonly requests?: number;
}

async function opened(files: Readonly<Record<string, string>>, { scene, bounds, requests }: Options = {}) {
  const server = await startServer({ commits: { [COMMIT]: files }, ...scene });
  servers.push(server);
  const client = gitHub('token', server.url, () => undefined);
  const blobs = gitHubBlobs(client, repository, bounds);
  const listings = gitHubListings(client, repository, requests);
  const answer = await gitHubTree({ repository, files: () => listings.of(COMMIT), blobs });
  if (answer.kind !== 'tree') throw new Error(answer.reason);
  return { server, blobs, tree: answer.tree };
}

async function readNow(tree: FetchingTree, path: string): Promise<FileRead> {
  for (let read = tree.read(path); ; read = tree.read(path)) {
    if (read.kind !== 'pending') return read;
    await tree.fetch();
  }
}

const many = Object.fromEntries(Array.from({ length: 230 }, (_, at) => [`apps/${at}/compose.yaml`, `# ${at}\n`]));

describe.concurrent('the files of a commit, through the API', () => {
  test('a file is pending until it is fetched', async () => {
    const { tree } = await opened({ 'compose.yaml': 'services: {}\n', 'node_modules/a/compose.yaml': '' });
    expect(tree.root).toBe(ROOT);
    expect(tree.list(tree.root)).toEqual([`${ROOT}/compose.yaml`, `${ROOT}/node_modules/a/compose.yaml`]);
    expect(tree.read(`${ROOT}/compose.yaml`)).toEqual({ kind: 'pending' });
    expect(tree.pending()).toHaveLength(1);
    await tree.fetch();
    expect(tree.read(`${ROOT}/compose.yaml`)).toEqual({ kind: 'file', text: 'services: {}\n' });
    expect(tree.pending()).toEqual([]);
  });

  test('what is not there costs no request', async () => {
    const { tree, server } = await opened({ 'a/b.yaml': '' });
    expect([tree.kind(`${ROOT}/a`), tree.kind(`${ROOT}/no`), tree.kind(`${ROOT}/a/b.yaml`)]).toEqual([
      'directory',
      'missing',
      'file',
    ]);
    expect(tree.read(`${ROOT}/no`)).toEqual({ kind: 'missing' });
    expect(tree.read('/other/x')).toEqual({ kind: 'refused', reason: 'it lies outside the repository' });
    expect(server.requests).toHaveLength(1);
  });

  test('many files come a hundred in one query, each once', async () => {
    const { tree, server } = await opened({ ...many, 'same.yaml': '# 0\n' });
    for (const path of tree.list(tree.root)) tree.read(path);
    await tree.fetch();
    expect(tree.list(tree.root).map((path) => tree.read(path).kind)).toEqual(Array.from({ length: 231 }, () => 'file'));
    expect(server.requests.map(({ path }) => path).slice(1)).toEqual(['/graphql', '/graphql', '/graphql']);
  });

  test('what a query does not give in full is read by itself', async () => {
    const long = 'a'.repeat(600_000);
    const { tree, server } = await opened({ ...many, 'long.yaml': long, 'binary.yaml': 'a\0b' });
    for (const path of tree.list(tree.root)) tree.read(path);
    await tree.fetch();
    expect(tree.read(`${ROOT}/long.yaml`)).toEqual({ kind: 'file', text: long });
    expect(tree.read(`${ROOT}/binary.yaml`)).toEqual({ kind: 'refused', reason: 'it is not a text file' });
    expect(server.requests.filter(({ path }) => path.includes('/git/blobs/'))).toHaveLength(2);
  });

  test('without GraphQL every file is read by itself', async () => {
    const faults = [{ method: 'POST', path: /graphql/, times: 99, status: 404 }];
    const { tree } = await opened(Object.fromEntries(Object.entries(many).slice(0, 20)), { scene: { faults } });
    for (const path of tree.list(tree.root)) tree.read(path);
    await tree.fetch();
    expect(new Set(tree.list(tree.root).map((path) => tree.read(path).kind))).toEqual(new Set(['file']));
  });

  test('links are followed inside the repository only', async () => {
    const { tree } = await opened({
      'real/compose.yaml': 'x',
      'app@': 'real',
      'far.yaml@': 'app/compose.yaml',
      'out.yaml@': '../../etc/passwd',
    });
    expect(await readNow(tree, `${ROOT}/far.yaml`)).toEqual({ kind: 'file', text: 'x' });
    expect(tree.kind(`${ROOT}/app`)).toBe('directory');
    expect(await readNow(tree, `${ROOT}/out.yaml`)).toEqual({
      kind: 'refused',
      reason: 'it is a link that leaves the repository',
    });
  });

  test('a large file is refused without a request', async () => {
    const { tree, server } = await opened({ 'large.yaml': 'a'.repeat(2 * 1024 * 1024 + 1) });
    expect(tree.read(`${ROOT}/large.yaml`)).toEqual({ kind: 'refused', reason: 'it is larger than 2 MiB' });
    expect(server.requests).toHaveLength(1);
  });

  test('more files than a review may ask for are refused', async () => {
    const { tree } = await opened(many, { bounds: { files: 3, bytes: 1000 } });
    const reads = tree.list(tree.root).map((path) => tree.read(path));
    expect(reads.filter(({ kind }) => kind === 'pending')).toHaveLength(3);
    expect(reads.at(-1)).toEqual({ kind: 'refused', reason: 'the change asks for too many files' });
  });

  test('closing refuses what is still pending', async () => {
    const { tree, blobs } = await opened({ 'a.yaml': 'a', 'b.yaml': 'b' });
    tree.read(`${ROOT}/a.yaml`);
    blobs.close('enough');
    expect(tree.read(`${ROOT}/a.yaml`)).toEqual({ kind: 'refused', reason: 'enough' });
    expect(tree.read(`${ROOT}/b.yaml`)).toEqual({ kind: 'refused', reason: 'enough' });
    expect(tree.pending()).toEqual([]);
  });

  test('content that GitHub refuses is refused, never missing', async () => {
    const faults = [{ method: 'GET', path: /blobs/, times: 99, status: 403, message: 'no' }];
    const { tree } = await opened({ 'a.yaml': 'a' }, { scene: { faults } });
    expect(await readNow(tree, `${ROOT}/a.yaml`)).toEqual({
      kind: 'refused',
      reason: 'GitHub does not give it (403 no)',
    });
  });

  test('a page in place of content is refused, never read', async () => {
    const faults = [{ method: 'GET', path: /blobs/, times: 99, status: 200, page: '<html>services: {}</html>' }];
    const { tree } = await opened({ 'a.yaml': 'a' }, { scene: { faults } });
    expect(await readNow(tree, `${ROOT}/a.yaml`)).toEqual({
      kind: 'refused',
      reason: 'GitHub does not give it (the answer of GitHub is broken)',
    });
  });

  test('a 502 is tried again', async () => {
    const faults = [{ method: 'GET', path: /blobs/, times: 1, status: 502 }];
    const { tree } = await opened({ 'a.yaml': 'a' }, { scene: { faults } });
    expect(await readNow(tree, `${ROOT}/a.yaml`)).toEqual({ kind: 'file', text: 'a' });
  });
});

describe.concurrent('a tree too large for one answer', () => {
  test('is listed folder by folder', async () => {
    const files = { ...many, 'node_modules/x/y.yaml': '', 'compose.yaml': '' };
    const { tree } = await opened(files, { scene: { treeLimit: 100 }, requests: 400 });
    expect(tree.list(tree.root)).toHaveLength(231);
    expect(tree.notListed()).toEqual([]);
  });

  test('costs few requests: what the cut answer holds counts, and the next revision asks for what differs', async () => {
    const folder = (at: number) => `f${String(at).padStart(3, '0')}`;
    const files = (changed: string): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: 200 }, (_, at) => at).flatMap((at) => [
          [`${folder(at)}/compose.yaml`, `# ${at}${at === 7 ? changed : ''}\n`] as const,
          [`${folder(at)}/src/a.txt`, 'a'] as const,
        ]),
      );
    const [base, head] = ['b'.repeat(40), 'c'.repeat(40)];
    const server = await startServer({ commits: { [base]: files(''), [head]: files('!') }, treeLimit: 600 });
    servers.push(server);
    const client = gitHub('token', server.url, () => undefined);
    const [blobs, listings] = [gitHubBlobs(client, repository), gitHubListings(client, repository)];
    for (const commit of [base, head]) {
      const answer = await gitHubTree({ repository, files: () => listings.of(commit), blobs });
      if (answer.kind !== 'tree') throw new Error(answer.reason);
      expect([answer.tree.list(ROOT).length, answer.tree.notListed()]).toEqual([400, []]);
    }
    expect(server.requests.length).toBeLessThanOrEqual(60);
  });

  test('and says what it left out', async () => {
    const { tree } = await opened(many, { scene: { treeLimit: 100 }, requests: 10 });
    expect(tree.notListed()).toEqual([
      expect.stringMatching(/^the repository is too large to list: \d+ folders were not searched/),
    ]);
  });

  test('and a page in place of a listing is no empty repository', async () => {
    const faults = [{ method: 'GET', path: /trees/, times: 99, status: 200, page: '<html></html>' }];
    await expect(opened({ 'a.yaml': 'a' }, { scene: { faults } })).rejects.toThrow('the answer of GitHub is broken');
  });

  test('a commit that GitHub does not know is said', async () => {
    const server = await startServer({ commits: {} });
    servers.push(server);
    const client = gitHub('token', server.url, () => undefined);
    const blobs = gitHubBlobs(client, repository);
    const listings = gitHubListings(client, repository);
    expect(await gitHubTree({ repository, files: () => listings.of(COMMIT), blobs })).toEqual({
      kind: 'failed',
      isGone: true,
      reason: '404 Not Found; the job needs the permission contents: read',
    });
  });
});
