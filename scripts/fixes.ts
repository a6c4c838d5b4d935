/**
 * Whether the fixes do what they say: `fixes.ts DIR`. Each recorded project, as Docker Compose loaded it, is written as one file in short
 * forms; each fix is applied to it by machine, and what the rules say of the result is compared. What stays, and why, is in `STAYING`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { applied } from './applied-fix.ts';
import { judgedFiles, recordedProjects, type JudgedProject } from './recorded-projects.ts';

type Finding = JudgedProject['findings'][number];
type Outcome = 'gone' | 'stays' | 'not a diff' | 'breaks the file' | 'no fix to paste';

/** A console keeps the engine that it is for, which fewer then reach; in a command line only a comment says what to write. */
const STAYING: ReadonlySet<string> = new Set(['host-control', 'secret-in-environment']);

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: fixes.ts DIR');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fixes-'));
const counts = new Map<string, Map<Outcome, number>>();
try {
  for (const project of recordedProjects(resolve(directory)).filter(({ category }) => category === 'project')) {
    const model: unknown = JSON.parse(readFileSync(join(project.folder, 'oracle.json'), 'utf8'));
    const text = stringify(inShortForms(model), { lineWidth: 0, aliasDuplicateObjects: false, nullStr: '' });
    const before = judgedText(text.replace(/: \n/g, ':\n'));
    for (const finding of before.judged?.findings ?? []) count(project.id, finding, outcomeOf(before, finding));
  }
} finally {
  rmSync(folder, { recursive: true });
}

for (const [rule, outcomes] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const texts = [...outcomes].map(([outcome, number]) => `${String(number)} ${outcome}`);
  console.log(`${rule.padEnd(32)} ${texts.join(', ')}`);
}
const all = [...counts.values()].flatMap((outcomes) => [...outcomes]);
const sum = (wanted: Outcome): number => all.reduce((so, [outcome, n]) => so + (outcome === wanted ? n : 0), 0);
console.log(
  `${String(all.reduce((so, [, n]) => so + n, 0))} fixes: after ${String(sum('gone'))} the finding is gone, after ${String(sum('stays'))} it stays; ` +
    `${String(sum('no fix to paste'))} have nothing to paste, ${String(sum('not a diff') + sum('breaks the file'))} cannot be applied`,
);

interface Judged {
  readonly text: string;
  readonly judged: JudgedProject | null;
  readonly errors: number;
}

function judgedText(text: string): Judged {
  writeFileSync(join(folder, 'compose.yaml'), text);
  const names = [...text.matchAll(/\$\{(\w+):\?\}/g)].map(([, name = '']) => [name, 'x'] as const);
  const call = { folder, workdir: folder, files: null, profiles: ['*'], env: Object.fromEntries(names) };
  const { judged, diagnostics } = judgedFiles(call);
  return { text, judged, errors: diagnostics.filter(({ severity }) => severity === 'error').length };
}

function outcomeOf(before: Judged, { rule, violation }: Finding): Outcome {
  const { yaml } = violation.fix;
  if (yaml === null) return 'no fix to paste';
  const fixed = attempt(before.text, yaml);
  if (fixed === null) return 'not a diff';
  const after = judgedText(fixed);
  if (after.judged === null || after.errors > before.errors) return 'breaks the file';
  const { subject, identity } = violation;
  const isThere = after.judged.findings.some(
    (other) => other.rule === rule && other.violation.subject === subject && other.violation.identity === identity,
  );
  return isThere ? 'stays' : 'gone';
}

function attempt(text: string, yaml: string): string | null {
  try {
    return applied(text, yaml);
  } catch {
    return null;
  }
}

function count(id: string, { rule, violation }: Finding, outcome: Outcome): void {
  const outcomes = counts.get(rule) ?? new Map<Outcome, number>();
  counts.set(rule, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  const isFault = outcome === 'not a diff' || outcome === 'breaks the file';
  if (!isFault && (outcome !== 'stays' || STAYING.has(rule))) return;
  console.log(`${outcome}: ${id} ${rule}: ${violation.message}`);
  process.exitCode = 1;
}

/** The model with ports and mounts as they fit on a line, and texts as a file writes them. */
function inShortForms(node: unknown, key = ''): unknown {
  if (typeof node === 'string') return asWritten(node);
  if (Array.isArray(node)) return node.map((item: unknown) => shortForm(item, key) ?? inShortForms(item));
  if (!isMap(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, inShortForms(value, name)]));
}

function shortForm(item: unknown, key: string): string | null {
  if (!isMap(item) || item['type'] === 'tmpfs' || !['ports', 'volumes'].includes(key)) return null;
  const part = (name: string): string => (name in item ? asWritten(String(item[name])) : '');
  if (key === 'volumes') {
    return [part('source'), part('target'), item['read_only'] === true ? 'ro' : '']
      .filter((text) => text !== '')
      .join(':');
  }
  const host = part('host_ip') === '' ? [] : [part('host_ip')];
  const published = part('published') === '' && host.length === 0 ? [] : [part('published')];
  const protocol = part('protocol') === 'tcp' || part('protocol') === '' ? '' : `/${part('protocol')}`;
  return [...host, ...published, `${part('target')}${protocol}`].join(':');
}

/** Recordings name the project's folder; a dollar sign is doubled. */
function asWritten(text: string): string {
  return text.replaceAll('${PROJECT_DIR}', '.').replaceAll('$', '$$$$');
}

function isMap(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
