// Mutated input for everything that reads text of others: nothing may throw, and no document may take longer than a limit.
// node scripts/fuzz.ts [--seconds N] [--seed N]: the same seed makes the same inputs. Files of the fixtures are the beginnings.
// Patches that are shown are applied, and the files judged again (fuzz-fixes.ts).
// What is read of recorded YAML (fixtures/yaml) must be what was recorded, or be refused, with comments and spaces added too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { changeOf } from '../src/action/event.ts';
import { WorkflowError } from '../src/action/inputs.ts';
import { NO_OPTIONS } from '../src/compose/options.ts';
import { asRead } from '../src/compose/yaml/as-read.ts';
import { parse } from '../src/compose/yaml/parse.ts';
import { behaviourOf } from '../src/compose/versions/behaviour.ts';
import { memoryTree } from '../src/io/memory-tree.ts';
import { parsePolicy } from '../src/policy/parse.ts';
import { renderCodeClimate } from '../src/render/ci/codeclimate.ts';
import { renderJunit } from '../src/render/ci/junit.ts';
import { renderSvg } from '../src/render/drawing/drawing.ts';
import { renderDot } from '../src/render/dot.ts';
import { renderHtml } from '../src/render/html/html.ts';
import { renderMarkdown } from '../src/render/markdown.ts';
import { renderMermaid } from '../src/render/mermaid.ts';
import { renderSarif } from '../src/render/sarif/sarif.ts';
import { renderText } from '../src/render/text.ts';
import type { ReviewInput, ReviewSide } from '../src/review/input.ts';
import type { Report } from '../src/review/report/report.ts';
import { review } from '../src/review/review.ts';
import { RULES } from '../src/rules/index.ts';
import { tryFixes } from './fuzz-fixes.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
const seconds = Number(values.seconds ?? '60');
const seed = Number(values.seed ?? '1');
/** Milliseconds of computing that one input may cost, whatever else the machine does: far more than any needs. */
const LIMIT = 5_000;

let state = seed >>> 0;
/** A number from 0 to below `below`; https://en.wikipedia.org/wiki/Xorshift, mixed by a Weyl sequence. */
function random(below: number): number {
  state = (state + 0x9e3779b9) >>> 0;
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
}

function one<T>(items: readonly T[]): T {
  return items[random(items.length)] as T;
}

const beginnings = ['fixtures/rules', 'fixtures/compose', 'fixtures/compose5', 'fixtures/gate', 'fixtures/guide']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .map((name) => readFileSync(name, 'utf8'))
  .filter((text) => text.length < 20_000);
/** Those with something to mend. */
const broken = beginnings.filter((text) => text.includes('# finding: '));
const policies = readdirSync('fixtures/policy', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => readFileSync(join('fixtures/policy', name), 'utf8'));
const PIECES =
  ': |- |# |\n|\r|\t|\u0085|\u2028|\ufeff|"|\'|{|}|[|]|,|&a |*a|!!binary |!reset |!override |<<: |? |--- |...\n|%YAML 1.1\n|${A}|${A:-x}|${A:?}|$$|services|networks|ports|volumes|include|extends|host|80:80|1-65535|\\|\0|::|mailto:a@b|GH-1|`|<b>|\u202e|😀'.split(
    '|',
  );

function mutated(text: string): string {
  let result = text;
  for (let round = random(4); round >= 0; round--) {
    const [from, length] = [random(result.length + 1), random(12)];
    const other = one(beginnings);
    const start = random(other.length + 1);
    const added = one([one(PIECES), one(PIECES).repeat(1 + random(30)), other.slice(start, start + random(80)), '']);
    result = result.slice(0, from) + added + result.slice(random(2) === 0 ? from : from + length);
  }
  return result;
}

function sideOf(files: Readonly<Record<string, string>>): ReviewSide {
  const tree = memoryTree(files);
  const selection = { ...NO_OPTIONS, paths: [tree.root] };
  return { tree, revision: { label: one(PIECES), commit: null }, selection, repository: tree.root };
}

/** `text` with lines gone, doubled, in another's place or with a piece in them: most of what comes out is still YAML. */
function shuffled(text: string): string {
  const lines = text.split('\n');
  for (let round = random(4); round > 0; round--) {
    const at = random(lines.length);
    const own = lines[at] ?? '';
    const other = one(one(beginnings).split('\n'));
    const ways = [[], [own, own], [other], [own, other], [own.replace(/(?<=: |- ).*/, one(PIECES))], [one(lines), own]];
    lines.splice(at, 1, ...one(ways));
  }
  return lines.join('\n');
}

async function reviewOf(): Promise<void> {
  const report = review(inputOf(mutated(one(beginnings)), mutated(one(beginnings)), mutated(one(policies))));
  for (const render of [
    renderMarkdown,
    renderHtml,
    renderSarif,
    renderCodeClimate,
    renderJunit,
    renderMermaid,
    renderDot,
    (one: Report) => renderSvg(one, null),
  ])
    await render(report);
  renderText(report, {
    color: random(2) === 0,
    width: 20 + random(120),
    verbose: random(2) === 0,
    all: random(2) === 0,
    quiet: random(4) === 0,
  });
}

function fixes(): void {
  const text = one(random(4) === 0 ? beginnings : broken);
  tryFixes(inputOf(shuffled(text), shuffled(random(4) === 0 ? one(beginnings) : text), one(policies)));
}

function inputOf(before: string, after: string, policy: string): ReviewInput {
  const parsed = parsePolicy(
    policy,
    '.github/bulkhead.yaml',
    RULES.map(({ id }) => id),
  );
  const name = one(['compose.yaml', 'docker-compose.prod.yml', 'deploy/stack.yml']);
  return {
    base: random(3) === 0 ? null : sideOf({ [name]: before, '.env': mutated('A=1\nB="x ${A}"\n') }),
    head: sideOf({ [name]: after, Makefile: mutated('up:\n\tdocker compose -f deploy/stack.yml up -d\n') }),
    policy: parsed.policy,
    policyDiagnostics: parsed.diagnostics,
    policyChanged: false,
    baseline: null,
    engineBefore: null,
    proposed: null,
    isPart: false,
    today: '2026-01-01',
  };
}

const EVENTS = ['pull_request', 'pull_request_target', 'push', 'merge_group', 'schedule', 'workflow_dispatch', 'x'];
const VALUES = [null, '', 'a', 1, true, [], {}, '0'.repeat(40), '__proto__'];
const KEYS =
  'pull_request base head sha ref repo number repository default_branch before after merge_group stack'.split(' ');

function payload(depth: number): unknown {
  if (depth === 0 || random(3) === 0) return one(VALUES);
  return Object.fromEntries(Array.from({ length: random(4) }, () => [one(KEYS), payload(depth - 1)]));
}

function event(): void {
  try {
    changeOf(one(EVENTS), payload(5), '0'.repeat(40));
  } catch (error) {
    // A payload that is none is refused in words.
    if (!(error instanceof WorkflowError)) throw error;
  }
}

interface Recorded {
  readonly text: string;
  readonly compose2: readonly unknown[] | null;
}

const recorded = readdirSync('fixtures/yaml')
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(join('fixtures/yaml', name), 'utf8')) as readonly Recorded[]);

/** What is read of a recorded text behind a comment of its own must be the same as without. */
function recordedYaml(): void {
  const { text } = one(recorded);
  const [plain, commented] = [text, `# ${'x'.repeat(random(9))}\n${text}`].map(readingOf);
  const isDirective = text.startsWith('%') || text.startsWith('\ufeff');
  if (!isDirective && plain !== commented)
    throw new Error(`a comment before it changes what is read of ${JSON.stringify(text)}`);
  parse(mutated(text), 'compose.yaml');
}

function readingOf(text: string): string {
  const { documents, diagnostics } = parse(text, 'compose.yaml');
  if (diagnostics.length > 0) return diagnostics.map(({ code }) => code).join();
  return JSON.stringify(documents.map((document) => withoutPlaces(asRead(document, behaviourOf('2.40')))));
}

function withoutPlaces(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === 'at' ? undefined : value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
    ),
  );
}

const targets = { review: reviewOf, event, yaml: recordedYaml, fixes };
const counts = new Map<string, number>();
const end = Date.now() + seconds * 1000;
while (Date.now() < end) {
  const at = state;
  const [name, run] = one(Object.entries(targets));
  const start = process.cpuUsage();
  try {
    await run();
  } catch (error) {
    console.error(
      `${name} throws with --seed ${String(at)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
    break;
  }
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1000;
  if (took > LIMIT) {
    console.error(`${name} takes ${String(Math.round(took))} ms with --seed ${String(at)}`);
    process.exitCode = 1;
    break;
  }
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
console.log(`seed ${String(seed)}: ${[...counts].map(([name, count]) => `${name} ${String(count)}`).join(', ')}`);
