import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../src/review/report/report.ts';
import { type Request, type Scene, type Server, startServer } from './server.ts';

export const BASE = 'b'.repeat(40);
export const HEAD = 'a'.repeat(40);
/** Tip of the branch that the pull request goes to, where that went on. */
export const TIP = 'd'.repeat(40);

/** What the step did, as the runner and GitHub see it. */
export interface Step {
  readonly code: number | null;
  readonly log: string;
  /** `error file=compose.yaml,line=7,…` and its message. */
  readonly annotations: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
  readonly report: Report | null;
  readonly server: Server;
  /** Requests that change something. */
  readonly writes: readonly Request[];
}

export interface Options {
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly inputs?: Readonly<Record<string, string>>;
  readonly scene?: Partial<Scene>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Goes on where another step left off: the comments are there. */
  readonly server?: Server;
}

/** The two folders of a case in `fixtures/reviews`, as the commits of a repository. */
export function commitsOf(name: string): Scene['commits'] {
  const folder = `fixtures/reviews/${name}`;
  return { [BASE]: `${folder}/base`, [HEAD]: `${folder}/head` };
}

export function pullRequest(base = BASE): { name: string; payload: unknown } {
  const payload = { pull_request: { number: 7, base: { sha: base, ref: 'trunk' }, head: { sha: HEAD, ref: 'topic' } } };
  return { name: 'pull_request', payload };
}

/** Runs `dist/action.js` as a runner does. */
export async function step(commits: Scene['commits'], options: Options = {}): Promise<Step> {
  const server = options.server ?? (await startServer({ commits, mergeBase: BASE, ...options.scene }));
  const before = server.requests.length;
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-action-'));
  try {
    const { event, output, summary } = prepared(folder, (options.event ?? pullRequest()).payload);
    const environment = {
      PATH: process.env['PATH'] ?? '',
      SystemRoot: process.env['SystemRoot'] ?? '',
      GITHUB_EVENT_NAME: (options.event ?? pullRequest()).name,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_REPOSITORY: 'o/shop',
      GITHUB_SHA: HEAD,
      GITHUB_RUN_ID: '42',
      GITHUB_API_URL: server.url,
      GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_ACTION_REPOSITORY: 'example/bulkhead',
      GITHUB_ACTION_REF: 'v1',
      GITHUB_WORKSPACE: join(folder, 'workspace'),
      RUNNER_TEMP: join(folder, 'temp'),
      INPUT_TOKEN: 'token-of-the-test',
      INPUT_COMMENT: 'changes',
      ...inputsAsVariables(options.inputs ?? {}),
      ...options.environment,
    };
    const { code, log } = await run(environment);
    const outputs = outputsIn(readFileSync(output, 'utf8'));
    const requests = server.requests.slice(before);
    return {
      code,
      log,
      annotations: log.split(/\r?\n/).flatMap((line) => annotationIn(line)),
      outputs,
      summary: readFileSync(summary, 'utf8'),
      report: outputs.has('report') ? (JSON.parse(readFileSync(outputs.get('report') ?? '', 'utf8')) as Report) : null,
      server,
      writes: requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (options.server === undefined) await server.close();
  }
}

function prepared(folder: string, payload: unknown) {
  for (const name of ['workspace', 'temp']) mkdirSync(join(folder, name));
  const [event, output, summary] = ['event.json', 'output', 'summary.md'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(event, JSON.stringify(payload));
  for (const file of [output, summary]) writeFileSync(file, '');
  return { event, output, summary };
}

function inputsAsVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

function run(environment: Readonly<Record<string, string>>): Promise<{ code: number | null; log: string }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve(process.env['BULKHEAD_ACTION'] ?? 'dist/action.js')], {
      env: environment,
    });
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => parts.push(part.toString('utf8')));
    child.on('error', failed);
    child.on('close', (code) => done({ code, log: parts.join('') }));
  });
}

/** `name<<delimiter`, lines, delimiter. */
function outputsIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^(.+?)<<(.+?)\r?\n([^]*?)\r?\n\2$/gm)].map(([, name = '', , value = '']) => [name, value]),
  );
}

function annotationIn(line: string): string[] {
  const [, level = '', where = '', message = ''] = /^::(error|warning|notice)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
  return level === '' ? [] : [`${level} ${where} ${message}`];
}
