/**
 * What a step of the action costs against a local API, as multiples of an empty Node process of the same version, in turn, in the same run: `node
 * bench/action.ts`, and with other Nodes `node bench/action.ts /usr/bin/node …`. Of the processor's time (user and system, all threads), and of the time
 * that passes, to which the time is added that the API took to answer. Prints a table for the docs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Server, startServer } from '../test/action/server.ts';

const RUNS = 9;
const OPEN = '    ports: ["5432:5432"]\n';
const [BASE, HEAD] = ['b'.repeat(40), 'a'.repeat(40)];
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const empty = file('empty.mjs', '');
const ends = { base: { sha: BASE, ref: 'trunk' }, head: { sha: HEAD, ref: 'topic' } };
const event = file('event.json', JSON.stringify({ pull_request: { number: 7, ...ends } }));

const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
console.log(`Medians of ${String(RUNS)} runs, as multiples of an empty Node process\n`);
console.log('| | Node | processor | passed, over the answers | requests |\n|---|---|---|---|---|');
for (const node of nodes) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  for (const [label, count] of [
    ['two services, one opened', 2],
    ['200 services, one opened', 200],
  ] as const)
    console.log(`| ${label} | ${version} | ${await ratios(node, count)} |`);
}
rmSync(folder, { recursive: true });

/** The cells of a row. */
async function ratios(node: string, services: number): Promise<string> {
  const commits = {
    [BASE]: { 'compose.yaml': stack(services, '') },
    [HEAD]: { 'compose.yaml': stack(services, OPEN) },
  };
  const server = await startServer({ commits, mergeBase: BASE, branches: { trunk: BASE } });
  const found: { readonly processor: number; readonly passed: number; readonly requests: number }[] = [];
  // The first warms up the server.
  for (let run = 0; run <= RUNS; run += 1) {
    const none = await measured([node, empty], {});
    server.comments.length = 0;
    const [spent, asked] = [server.spent(), server.requests.length];
    const step = await measured([node, resolve('dist/action.js')], environmentFor(server));
    const answers = (server.spent() - spent) / 1000;
    const requests = server.requests.length - asked;
    found.push({ processor: step.processor / none.processor, passed: step.passed / (none.passed + answers), requests });
  }
  await server.close();
  const median = (of: 'processor' | 'passed' | 'requests') =>
    found
      .slice(1)
      .map((each) => each[of])
      .sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
  return `${median('processor').toFixed(1)} × | ${median('passed').toFixed(1)} × | ${String(median('requests'))}`;
}

function environmentFor(server: Server): Readonly<Record<string, string>> {
  return {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_OUTPUT: file('output', ''),
    GITHUB_STEP_SUMMARY: file('summary', ''),
    GITHUB_REPOSITORY: 'o/shop',
    GITHUB_SHA: HEAD,
    GITHUB_RUN_ID: '1',
    GITHUB_API_URL: server.url,
    GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
    RUNNER_TEMP: folder,
    INPUT_TOKEN: 'token',
  };
}

/** Seconds. Node does not tell what a child used; the shell does. */
async function measured(call: readonly string[], environment: Readonly<Record<string, string>>) {
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" >/dev/null 2>&1';
  const child = spawn('bash', ['-c', script, 'bench', ...call], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (part: Buffer) => said.push(part.toString('utf8')));
  await new Promise((ended) => child.on('close', ended));
  const [user = NaN, system = NaN, passed = NaN] = said.join('').trim().split(' ').map(Number);
  return { processor: user + system, passed };
}

/** A database, and services that use it. */
function stack(services: number, ports: string): string {
  const rest = Array.from({ length: services - 1 }, (_, at) => `  s${String(at)}: { image: example/app:1 }\n`);
  return `services:\n  db:\n    image: postgres:17\n${ports}${rest.join('')}`;
}
