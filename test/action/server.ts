import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { posix } from 'node:path';
import { operationAt } from './description.ts';
import { graphAnswer as graphAnswerOf } from './graph.ts';

/**
 * A local server that answers the REST and GraphQL calls of the action from folders, and can be told to fail. Requests and answers are held to GitHub's
 * own description of both: closing it throws what is wrong with them.
 */
export interface Server {
  readonly url: string;
  readonly requests: Request[];
  readonly comments: Comment[];
  readonly reviews: Comment[];
  readonly reviewComments: ReviewComment[];
  readonly issues: Issue[];
  readonly checks: CheckRun[];
  /** Milliseconds that it took to answer, in all. */
  readonly spent: () => number;
  readonly close: () => Promise<void>;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

export interface Issue extends Comment {
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  state_reason: string | null;
}

export interface CheckRun {
  readonly id: number;
  readonly head_sha: string;
  readonly name: string;
  readonly external_id: string;
  conclusion: string;
  title: string;
  summary: string;
  readonly annotations: Readonly<Record<string, unknown>>[];
}

/** A comment on lines of a pull request; `line` is `null` where its diff does not show them any more. */
export interface ReviewComment extends Comment {
  readonly path: string;
  readonly line: number | null;
  readonly start_line: number | null;
  readonly in_reply_to_id?: number;
}

/** The answer that the next `times` matching requests get in place of theirs. */
export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  times: number;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** In place of JSON: a page of a gateway, or an answer that breaks off. */
  readonly page?: string;
  /** The request is carried out all the same, as behind a gateway that gives up. */
  readonly carriedOut?: boolean;
  /** Nothing is answered, ever. */
  readonly hangs?: boolean;
  /** So many matching requests are answered before. */
  after?: number;
}

export interface Scene {
  /** Folder, or files by path, of each commit. */
  readonly commits: Readonly<Record<string, string | Readonly<Record<string, string | Uint8Array>>>>;
  readonly mergeBase?: string;
  /** Tip of each branch. Those in `open` are protected by nothing. */
  readonly branches?: Readonly<Record<string, string>>;
  readonly open?: readonly string[];
  /** What commits were made from. */
  readonly parents?: Readonly<Record<string, readonly string[]>>;
  /** The merge that GitHub tried last. */
  readonly mergeCommit?: string | null;
  /** What the pull request proposes now. */
  readonly head?: string;
  readonly comments?: readonly Comment[];
  /** Those that another run writes just before ours is stored. */
  readonly meanwhile?: readonly Comment[];
  /** The diff of the pull request, by file. */
  readonly diff?: Readonly<Record<string, string>>;
  readonly reviews?: readonly Comment[];
  readonly reviewComments?: readonly ReviewComment[];
  readonly issues?: readonly Issue[];
  readonly faults?: readonly Fault[];
  readonly viewer?: string;
  /** Recursive listings of a folder with more entries than this are cut. */
  readonly treeLimit?: number;
}

interface Item {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size?: number;
}

type Variables = Readonly<Record<string, unknown>>;
type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };
type Route = (request: { url: URL; parts: readonly string[]; body: Readonly<Record<string, unknown>> }) => Answer;

export async function startServer(scene: Scene): Promise<Server> {
  const blobs = new Map<string, Buffer>();
  const trees = new Map<string, { root: readonly Item[]; prefix: string }>();
  for (const [commit, source] of Object.entries(scene.commits)) addCommit(commit, source, blobs, trees);
  const comments: Comment[] = (scene.comments ?? []).map((comment) => ({ ...comment }));
  const reviews: Comment[] = (scene.reviews ?? []).map((review) => ({ ...review }));
  const reviewComments: ReviewComment[] = (scene.reviewComments ?? []).map((comment) => ({ ...comment }));
  const issues: Issue[] = (scene.issues ?? []).map((issue) => ({ ...issue }));
  const checks: CheckRun[] = [];
  const faults = (scene.faults ?? []).map((fault) => ({ ...fault }));
  const viewer = scene.viewer ?? 'github-actions[bot]';
  const requests: Request[] = [];
  /** What GitHub would have taken otherwise, by its own description. */
  const problems: string[] = [];
  let nextId = Math.max(1000, ...comments.map(({ id }) => id)) + 1;

  const routes: readonly (readonly [string, RegExp, Route])[] = [
    [
      'GET',
      /^\/repos\/o\/shop\/git\/trees\/([^/]+)$/,
      ({ url, parts: [id = ''] }) => treeAnswer(id, url.searchParams.has('recursive')),
    ],
    ['GET', /^\/repos\/o\/shop\/git\/blobs\/([^/]+)$/, ({ parts: [id = ''] }) => blobAnswer(id)],
    [
      'GET',
      /^\/repos\/o\/shop\/compare\/([^/]+)$/,
      ({ parts: [basehead = ''] }) => compareAnswer(decodeURIComponent(basehead)),
    ],
    ['GET', /^\/repos\/o\/shop\/branches\/(.+)$/, ({ parts: [name = ''] }) => branchAnswer(decodeURIComponent(name))],
    ['GET', /^\/repos\/o\/shop\/git\/commits\/(.+)$/, ({ parts: [id = ''] }) => commitAnswer(id)],
    [
      'GET',
      /^\/repos\/o\/shop\/pulls\/\d+$/,
      () =>
        ok({
          merge_commit_sha: scene.mergeCommit ?? null,
          mergeable: typeof scene.mergeCommit === 'string' ? true : null,
          comments: comments.length,
          head: { sha: scene.head ?? 'a'.repeat(40) },
          requested_teams: [],
        }),
    ],
    ['GET', /^\/repos\/o\/shop\/issues\/(\d+)\/comments$/, ({ url }) => commentsAnswer(url)],
    [
      'POST',
      /^\/repos\/o\/shop\/issues\/(\d+)\/comments$/,
      ({ body }) => {
        comments.push(...(scene.meanwhile ?? []).filter(({ id }) => comments.every((each) => each.id !== id)));
        return written({ id: nextId++, body: String(body['body']), user: bot(viewer) }, 201);
      },
    ],
    [
      'PATCH',
      /^\/repos\/o\/shop\/issues\/comments\/(\d+)$/,
      ({ parts: [id], body }) => rewritten(Number(id), String(body['body'])),
    ],
    ['DELETE', /^\/repos\/o\/shop\/issues\/comments\/(\d+)$/, ({ parts: [id] }) => deleted(Number(id))],
    ['GET', /^\/repos\/o\/shop\/pulls\/7\/files$/, () => ok(diffFiles())],
    ['GET', /^\/repos\/o\/shop\/pulls\/7\/reviews$/, () => ok(reviews)],
    ['GET', /^\/repos\/o\/shop\/pulls\/7\/comments$/, () => ok(reviewComments.map(shownLine))],
    ['POST', /^\/repos\/o\/shop\/pulls\/7\/reviews$/, ({ body }) => reviewAnswer(body)],
    ['POST', /^\/repos\/o\/shop\/pulls\/7\/comments$/, ({ body }) => lineAnswer(body)],
    [
      'PATCH',
      /^\/repos\/o\/shop\/pulls\/comments\/(\d+)$/,
      ({ parts: [id], body }) => {
        const comment = reviewComments.find((each) => each.id === Number(id));
        if (comment === undefined) return notFound();
        comment.body = String(body['body']);
        return ok(comment);
      },
    ],
    [
      'DELETE',
      /^\/repos\/o\/shop\/pulls\/comments\/(\d+)$/,
      ({ parts: [id] }) => {
        const at = reviewComments.findIndex((each) => each.id === Number(id));
        if (at < 0) return notFound();
        reviewComments.splice(at, 1);
        return { status: 204 };
      },
    ],
    ['GET', /^\/repos\/o\/shop\/issues$/, ({ url }) => issuesAnswer(url.searchParams)],
    ['POST', /^\/repos\/o\/shop\/issues$/, ({ body }) => issueAnswer(body)],
    ['PATCH', /^\/repos\/o\/shop\/issues\/(\d+)$/, ({ parts: [number], body }) => changedIssue(Number(number), body)],
    [
      'GET',
      /^\/repos\/o\/shop\/commits\/([^/]+)\/check-runs$/,
      ({ url, parts: [commit] }) => checksAnswer(url.searchParams, commit ?? ''),
    ],
    ['POST', /^\/repos\/o\/shop\/check-runs$/, ({ body }) => checkAnswer(body)],
    ['PATCH', /^\/repos\/o\/shop\/check-runs\/(\d+)$/, ({ parts: [id], body }) => changedCheck(Number(id), body)],
    [
      'GET',
      /^\/repos\/o\/shop\/check-runs\/(\d+)\/annotations$/,
      ({ url, parts: [id] }) =>
        paged(url, (checks.find((each) => each.id === Number(id))?.annotations ?? []).map(annotated)),
    ],
    ['GET', /^\/user$/, () => ({ status: 403, body: { message: 'Resource not accessible by integration' } })],
    ['POST', /^\/graphql$/, ({ body }) => graphAnswer(String(body['query']), (body['variables'] ?? {}) as Variables)],
  ];

  function treeAnswer(id: string, recursive: boolean): Answer {
    const tree = trees.get(id);
    if (tree === undefined) return notFound();
    const below = tree.root
      .filter(({ path }) => path.startsWith(tree.prefix))
      .map((item) => ({ ...item, path: item.path.slice(tree.prefix.length) }));
    const direct = below.filter(({ path }) => !path.includes('/'));
    const limit = scene.treeLimit ?? Infinity;
    if (!recursive) return ok({ sha: id, truncated: false, tree: direct });
    return ok({ sha: id, truncated: below.length > limit, tree: below.slice(0, limit) });
  }

  function blobAnswer(id: string): Answer {
    const content = blobs.get(id);
    return content === undefined
      ? notFound()
      : ok({ sha: id, size: content.length, encoding: 'base64', content: content.toString('base64') });
  }

  function branchAnswer(name: string): Answer {
    const sha = scene.branches?.[name];
    return sha === undefined
      ? notFound()
      : ok({ name, commit: { sha }, protected: scene.open?.includes(name) !== true });
  }

  function compareAnswer(basehead: string): Answer {
    const [, branch] = /^refs\/heads\/(.+)\.\.\./.exec(basehead) ?? [];
    const base = branch === undefined ? basehead.split('...')[0] : scene.branches?.[branch];
    if (scene.mergeBase === undefined || base === undefined) return notFound();
    return ok({ base_commit: { sha: base }, merge_base_commit: { sha: scene.mergeBase } });
  }

  function commitAnswer(id: string): Answer {
    const parents = scene.parents?.[id];
    return parents === undefined ? notFound() : ok({ sha: id, parents: parents.map(commitAt) });
  }

  function commentsAnswer(url: URL): Answer {
    return paged(url, comments.map(shown));
  }

  function paged(url: URL, all: readonly unknown[]): Answer {
    const [page, size] = [
      Number(url.searchParams.get('page') ?? '1'),
      Number(url.searchParams.get('per_page') ?? '30'),
    ];
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const more = all.length > page * size;
    return {
      status: 200,
      body: all.slice((page - 1) * size, page * size),
      ...(more ? { headers: { link: `<${next.href}>; rel="next"` } } : {}),
    };
  }

  function issuesAnswer(query: URLSearchParams): Answer {
    const creator = query.get('creator');
    const found = issues
      .filter(
        ({ user, state }) =>
          (creator === null || user.login === creator) && [state, 'all'].includes(query.get('state') ?? 'open'),
      )
      .map(shownIssue);
    return ok(found);
  }

  function issueAnswer({ title, body }: Readonly<Record<string, unknown>>): Answer {
    const number = Math.max(0, ...issues.map((issue) => issue.number)) + 1;
    const own = { title: String(title), body: String(body), state: 'open' as const, state_reason: null };
    const issue: Issue = { id: nextId++, number, ...own, user: bot(viewer) };
    issues.push(issue);
    return { status: 201, body: shownIssue(issue) };
  }

  function changedIssue(number: number, change: Readonly<Record<string, unknown>>): Answer {
    const issue = issues.find((each) => each.number === number);
    if (issue === undefined) return notFound();
    return ok(shownIssue(Object.assign(issue, change)));
  }

  /** The newest of a name, as GitHub shows them. */
  function checksAnswer(query: URLSearchParams, commit: string): Answer {
    const found = checks.filter((each) => each.head_sha === commit && each.name === query.get('check_name')).slice(-1);
    return ok({ total_count: found.length, check_runs: found.map(shownCheck) });
  }

  function checkAnswer(body: Readonly<Record<string, unknown>>): Answer {
    const [head_sha, name, external_id] = ['head_sha', 'name', 'external_id'].map((key) => String(body[key])) as [
      string,
      string,
      string,
    ];
    const run: CheckRun = {
      id: nextId++,
      head_sha,
      name,
      external_id,
      conclusion: '',
      title: '',
      summary: '',
      annotations: [],
    };
    checks.push(run);
    return { status: 201, body: changed(run, body) };
  }

  function changedCheck(id: number, body: Readonly<Record<string, unknown>>): Answer {
    const run = checks.find((each) => each.id === id);
    return run === undefined ? notFound() : ok(changed(run, body));
  }

  /** GitHub adds annotations to those that are there. */
  function changed(run: CheckRun, body: Readonly<Record<string, unknown>>): unknown {
    const output = body['output'] as { title: string; summary: string; annotations: CheckRun['annotations'] };
    Object.assign(run, { conclusion: body['conclusion'], title: output.title, summary: output.summary });
    run.annotations.push(...output.annotations);
    return shownCheck(run);
  }

  function written(comment: Comment, status: number): Answer {
    if (comment.body.length > 65_536) return TOO_LONG;
    comments.push(comment);
    return { status, body: shown(comment) };
  }

  function rewritten(id: number, body: string): Answer {
    const comment = comments.find((candidate) => candidate.id === id);
    if (comment === undefined) return notFound();
    if (body.length > 65_536) return TOO_LONG;
    comment.body = body;
    return ok(shown(comment));
  }

  function deleted(id: number): Answer {
    const at = comments.findIndex((candidate) => candidate.id === id);
    if (at < 0) return notFound();
    comments.splice(at, 1);
    return { status: 204 };
  }

  function diffFiles(): unknown {
    return Object.entries(scene.diff ?? {}).map(([filename, patch]) => ({ filename, status: 'modified', patch }));
  }

  /** As GitHub does: one line that the diff does not show, and the whole review is refused. */
  function reviewAnswer(body: Readonly<Record<string, unknown>>): Answer {
    const comments = (body['comments'] ?? []) as readonly Readonly<Record<string, unknown>>[];
    if (!comments.every(isInDiff)) return OUTSIDE_DIFF;
    reviews.push({ id: nextId++, body: String(body['body']), user: bot(viewer) });
    for (const comment of comments) addLine(comment);
    return ok(reviews.at(-1));
  }

  function lineAnswer(body: Readonly<Record<string, unknown>>): Answer {
    return isInDiff(body) ? { status: 201, body: addLine(body) } : OUTSIDE_DIFF;
  }

  function addLine({ path, line, start_line: start, body }: Readonly<Record<string, unknown>>): ReviewComment {
    const comment = {
      id: nextId++,
      path: String(path),
      line: Number(line),
      start_line: start === undefined ? null : Number(start),
      body: String(body),
      user: bot(viewer),
    };
    reviewComments.push(comment);
    return comment;
  }

  /** Lines of the new state, all in one hunk. */
  function isInDiff({ path, line, start_line: start = line, side, body }: Readonly<Record<string, unknown>>): boolean {
    const hunks = [...(scene.diff?.[String(path)] ?? '').matchAll(/^@@ -\S+ \+(\d+),(\d+) @@/gm)];
    const [first, last] = [Number(start), Number(line)];
    return (
      side === 'RIGHT' &&
      !String(body).includes('refuse me') &&
      hunks.some(([, from, count]) => Number(from) <= first && first <= last && last < Number(from) + Number(count))
    );
  }

  /** By GitHub's own schema: what a query asks for that is not there is a mistake of the query. */
  function graphAnswer(query: string, variables: Variables): Answer {
    const { data, errors } = graphAnswerOf(query, variables, {
      viewer: { login: viewer },
      repository: { object: graphObject, ref: graphRef, pullRequest: graphProposal },
    });
    problems.push(...errors.map((message) => `GraphQL: ${message}`));
    return ok({ data, ...(errors.length === 0 ? {} : { errors: errors.map((message) => ({ message })) }) });
  }

  function graphObject({ oid }: { readonly oid: string }): unknown {
    return blobs.has(oid) ? graphBlob(oid) : graphCommit(oid);
  }

  function graphRef({ qualifiedName }: { readonly qualifiedName: string }): unknown {
    const tip = scene.branches?.[qualifiedName.replace('refs/heads/', '')];
    return tip === undefined ? null : { target: { __typename: 'Commit', oid: tip } };
  }

  function graphProposal(): unknown {
    const { mergeCommit = null } = scene;
    return { potentialMergeCommit: mergeCommit === null ? null : graphCommit(mergeCommit) };
  }

  function graphCommit(id: string): unknown {
    if (!trees.has(id)) return null;
    const parents = scene.parents?.[id] ?? [];
    // What the scene does not tell was made from where it parted.
    const before = parents.length > 0 || scene.mergeBase === undefined ? parents : [scene.mergeBase];
    return {
      __typename: 'Commit',
      oid: id,
      parents: { nodes: parents.map((oid) => ({ oid })) },
      history: { nodes: [id, ...before].map((oid) => ({ oid })) },
      tree: graphTree(id),
    };
  }

  function graphTree(id: string): unknown {
    const { tree } = treeAnswer(id, false).body as { tree: readonly Item[] };
    const entries = tree.map(({ path, mode, sha, size = 0 }) => ({
      ...{ name: path, mode: parseInt(mode, 8), oid: sha, size },
      object: () => (trees.has(sha) ? graphTree(sha) : graphBlob(sha)),
    }));
    return { __typename: 'Tree', oid: hash('tree', Buffer.from(id)), entries };
  }

  /** As GitHub does: no text for binary content, and long text is cut. */
  function graphBlob(id: string): unknown {
    const content = blobs.get(id);
    if (content === undefined) return null;
    const isBinary = content.includes(0);
    const isTruncated = content.length > 512_000;
    return {
      __typename: 'Blob',
      oid: id,
      byteSize: content.length,
      isBinary,
      isTruncated,
      text: isBinary ? null : content.subarray(0, 512_000).toString('utf8'),
    };
  }

  let spent = 0;
  const server = createServer((incoming, outgoing) => {
    const start = performance.now();
    outgoing.on('finish', () => (spent += performance.now() - start));
    const failed = (error: unknown) => {
      problems.push(String(error));
      send(outgoing, { status: 500, body: { message: String(error) } });
    };
    void bodyOf(incoming)
      .then((body) => {
        const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
        const method = incoming.method ?? 'GET';
        requests.push({ method, path: url.pathname + url.search, body });
        const fault = faults.find(
          (candidate) => candidate.times > 0 && candidate.method === method && candidate.path.test(url.pathname),
        );
        const answer = () => answerTo(method, url, body);
        if (fault === undefined) return send(outgoing, answer());
        if (fault.after !== undefined && fault.after > 0) {
          fault.after -= 1;
          return send(outgoing, answer());
        }
        fault.times -= 1;
        if (fault.carriedOut === true) answer();
        if (fault.hangs === true) return;
        if (fault.page !== undefined) return sendPage(outgoing, fault.status, fault.page);
        return send(outgoing, {
          status: fault.status,
          body: { message: fault.message ?? `fault ${fault.status}` },
          headers: fault.headers ?? {},
        });
      })
      .catch(failed);
  });

  function answerTo(method: string, url: URL, body: unknown): Answer {
    const operation = url.pathname === '/graphql' ? null : operationAt(method, url.pathname);
    const say = (problem: string): void => void problems.push(`${method} ${url.pathname}: ${problem}`);
    if (operation === null && url.pathname !== '/graphql') say('GitHub has no such request');
    operation?.problemsOf(url, body).forEach(say);
    const answer = ownAnswerTo(method, url, body);
    if (operation === null) return answer;
    const filled = { ...answer, body: operation.filled(answer.status, answer.body) };
    operation.answerProblems(filled.status, filled.body).forEach(say);
    return filled;
  }

  function ownAnswerTo(method: string, url: URL, body: unknown): Answer {
    for (const [wanted, pattern, route] of routes) {
      const match = wanted === method ? pattern.exec(url.pathname) : null;
      if (match !== null)
        return route({ url, parts: match.slice(1), body: (body ?? {}) as Readonly<Record<string, unknown>> });
    }
    return notFound();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    comments,
    reviews,
    reviewComments,
    issues,
    checks,
    spent: () => spent,
    close: () =>
      new Promise((closed, failed) => {
        server.close(() => (problems.length === 0 ? closed() : failed(new Error([...new Set(problems)].join('\n')))));
        server.closeAllConnections();
      }),
  };
}

export function bot(login: string): Comment['user'] {
  return { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

function shown(comment: Comment): unknown {
  return { ...comment, html_url: `https://github.test/o/shop/pull/7#issuecomment-${comment.id}` };
}

/** A line that is out of the diff is none. */
function shownLine(comment: ReviewComment): unknown {
  return { ...comment, line: comment.line ?? undefined };
}

function shownIssue(issue: Issue): unknown {
  return {
    ...issue,
    html_url: `https://github.test/o/shop/issues/${issue.number}`,
    labels: [],
    pull_request: undefined,
  };
}

function shownCheck({ title, summary, annotations, ...run }: CheckRun): unknown {
  const annotations_url = `https://github.test/o/shop/check-runs/${run.id}/annotations`;
  const output = { title, summary, text: null, annotations_count: annotations.length, annotations_url };
  return {
    ...run,
    ...{ node_id: 'C', url: annotations_url, html_url: `https://github.test/o/shop/runs/${run.id}`, details_url: null },
    ...{ status: 'completed', started_at: null, completed_at: null, output },
    ...{ check_suite: null, app: null, pull_requests: [] },
  };
}

/** As GitHub gives it back. */
function annotated(annotation: Readonly<Record<string, unknown>>): unknown {
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    blob_href: 'https://github.test/x',
    ...annotation,
  };
}

const TOO_LONG = refused('Body is too long (maximum is 65536 characters)');
const OUTSIDE_DIFF = refused('Unprocessable Entity: pull_request_review_thread.line must be part of the diff');

function refused(message: string): Answer {
  return { status: 422, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function commitAt(sha: string) {
  const url = `https://github.test/o/shop/commit/${sha}`;
  return { sha, url, html_url: url };
}

function notFound(): Answer {
  return { status: 404, body: { message: 'Not Found' } };
}

function send(outgoing: ServerResponse, { status, body, headers }: Answer): void {
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}

function sendPage(outgoing: ServerResponse, status: number, page: string): void {
  outgoing.writeHead(status, { 'content-type': /^[[{]/.test(page) ? 'application/json' : 'text/html; charset=utf-8' });
  outgoing.end(page);
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : (JSON.parse(text) as unknown);
}

function addCommit(
  commit: string,
  source: string | Readonly<Record<string, string | Uint8Array>>,
  blobs: Map<string, Buffer>,
  trees: Map<string, { root: readonly Item[]; prefix: string }>,
): void {
  const files =
    typeof source === 'string' ? filesBelow(source) : Object.entries(source).map(([path, text]) => file(path, text));
  const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)));
  const root: Item[] = [];
  for (const { path, mode, content } of files) {
    const sha = hash(`blob ${content.length}\0`, content);
    blobs.set(sha, content);
    root.push({ path, mode, type: 'blob', sha, size: content.length });
  }
  trees.set(commit, { root, prefix: '' });
  for (const folder of folders) {
    // As in git, what is equal has one id.
    const inside = files
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, mode, content }) => `${path.slice(folder.length)} ${mode} ${hash('', content)}\n`);
    const sha = hash('tree', Buffer.from(inside.sort().join('')));
    root.push({ path: folder, mode: '040000', type: 'tree', sha });
    trees.set(sha, { root, prefix: `${folder}/` });
  }
  root.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A path that ends in `@` is a link. */
function file(path: string, text: string | Uint8Array) {
  const link = path.endsWith('@');
  return { path: link ? path.slice(0, -1) : path, mode: link ? '120000' : '100644', content: Buffer.from(text) };
}

function filesBelow(folder: string, prefix = ''): { path: string; mode: string; content: Buffer }[] {
  return readdirSync(folder).flatMap((name) => {
    const [real, path] = [posix.join(folder, name), prefix + name];
    const stats = lstatSync(real);
    if (stats.isDirectory()) return filesBelow(real, `${path}/`);
    if (stats.isSymbolicLink()) return [{ path, mode: '120000', content: Buffer.from(readlinkSync(real)) }];
    return [{ path, mode: '100644', content: readFileSync(real) }];
  });
}

function foldersAbove(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? [] : [parent, ...foldersAbove(parent)];
}

function hash(head: string, content: Buffer): string {
  return createHash('sha1').update(head).update(content).digest('hex');
}
