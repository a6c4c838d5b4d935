/**
 * What other tools' fixtures expect, and what Bulkhead says: `peers.ts DIR`, with `kics/` and `compose-lint/` in it.
 * Positives that are true must be found at the expected line (or at the line that is the cause), negatives must not raise that finding.
 * Where a tool is wrong, or asks something that is not about topology, the tables say why. Files that the tables do not know are listed as
 * `new`, with what we say of them, and count for nothing until somebody has read them.
 */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Topology } from '../src/topology/topology.ts';
import {
  COMPOSE_LINT,
  COMPOSE_LINT_OTHERS,
  KICS_WRONG,
  MORE_THAN_TRUE,
  OTHER_QUERIES,
  RULES_OF_QUERY,
} from './peer-tables.ts';
import { type JudgedFiles, judgedFiles } from './recorded-projects.ts';

interface Query {
  readonly query: string;
  readonly positives: readonly string[];
  readonly negatives: readonly string[];
  readonly expected: readonly { readonly filename: string; readonly line: number }[];
}

const folder = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined || !existsSync(folder)) {
  console.error('usage: peers.ts DIR');
  process.exit(2);
}

/** By file: some are asked about more than once. */
const judgements = new Map<string, Said>();
const counts = {
  positives: 0,
  found: 0,
  wrong: 0,
  negatives: 0,
  silent: 0,
  refused: 0,
  absent: 0,
  unknown: 0,
  faults: 0,
};
kics(join(folder, 'kics'));
composeLint(join(folder, 'compose-lint'));
const missed = counts.positives - counts.wrong - counts.found;
console.log(
  `${String(counts.positives)} positives: ${String(counts.found)} found, ${String(counts.wrong)} not true (see the table), ${String(missed)} missed; ` +
    `${String(counts.negatives)} negatives: ${String(counts.silent)} silent`,
);
console.log(
  `${String(counts.refused)} files refused with a place, ${String(counts.faults)} without one or with a crash; ` +
    `${String(counts.unknown)} files that the tables do not know (listed as new), ${String(counts.absent)} that they know and are not there`,
);
if (missed > 0 || counts.silent < counts.negatives || counts.faults > 0) process.exitCode = 1;

function kics(root: string): void {
  const index = join(root, 'index.json');
  if (!existsSync(index)) return absent('kics/index.json');
  const queries = JSON.parse(readFileSync(index, 'utf8')) as readonly Query[];
  for (const { query, expected, positives, negatives } of queries) {
    const rules = RULES_OF_QUERY[query];
    if (rules === undefined) {
      const reason = OTHER_QUERIES[query];
      if (reason !== undefined) console.log(`left out: ${query}: ${reason}`);
      else
        for (const file of [...positives, ...negatives])
          unknown(`kics ${query}/${file}`, judge(join(root, query, file)));
      continue;
    }
    for (const { filename, line } of expected) {
      const what = `kics ${query}/${filename}:${String(line)}`;
      const said = judge(join(root, query, filename));
      if (said === null) continue;
      const wrong =
        KICS_WRONG[`${query}/${filename}:${String(line)}`] ??
        (said.topology === null ? undefined : MORE_THAN_TRUE[query]?.(said.topology, line));
      const lines = said.findings.filter(({ rule }) => rules.includes(rule)).flatMap((finding) => finding.lines);
      count(what, lines.includes(line) || lines.includes(line + 1), wrong ?? undefined);
    }
    for (const file of negatives)
      negative(`kics ${query}/${file}`, judge(join(root, query, file)), (rule) => rules.includes(rule), []);
  }
  const known = new Set(queries.map(({ query }) => query));
  for (const query of foldersIn(root)) {
    if (known.has(query)) continue;
    for (const file of composeFilesIn(join(root, query)))
      unknown(`kics ${query}/${file}`, judge(join(root, query, file)));
  }
}

function composeLint(root: string): void {
  for (const { file, rule, found, wrong = {} } of COMPOSE_LINT) {
    const said = judge(join(root, file));
    if (said === null) continue;
    const reported = said.findings.filter((finding) => finding.rule === rule).map(({ subject }) => subject);
    for (const service of found) count(`compose-lint ${file} ${service}`, reported.includes(service), undefined);
    for (const [service, reason] of Object.entries(wrong)) {
      if (!found.includes(service)) count(`compose-lint ${file} ${service}`, reported.includes(service), reason);
      else console.log(`differs: compose-lint ${file} ${service}: ${reason}`);
    }
    negative(`compose-lint ${file}`, said, (other) => other === rule, found);
  }
  const known = new Set([...COMPOSE_LINT.map(({ file }) => file), ...Object.keys(COMPOSE_LINT_OTHERS)]);
  for (const file of composeFilesIn(root)) {
    const said = judge(join(root, file));
    if (!known.has(file)) unknown(`compose-lint ${file}`, said);
    const isInvalid = file.startsWith('invalid_');
    if (isInvalid && said?.problems.length === 0) fault(`compose-lint ${file}: nothing is said against it`);
    if (isInvalid) for (const problem of said?.problems ?? []) console.log(`refused: compose-lint ${file}: ${problem}`);
  }
}

function count(what: string, isFound: boolean, wrong: string | undefined): void {
  counts.positives++;
  if (wrong !== undefined) {
    counts.wrong++;
    console.log(`not true: ${what}: ${wrong}`);
  } else if (isFound) counts.found++;
  else console.log(`missed: ${what}`);
}

/** A file that cannot be read is not silent. */
function negative(
  what: string,
  said: Said | null,
  isMeant: (rule: string) => boolean,
  expected: readonly string[],
): void {
  if (said === null) return;
  counts.negatives++;
  const loud = said.findings.filter(({ rule, subject }) => isMeant(rule) && !expected.includes(subject));
  if (said.topology === null) console.log(`not read: ${what}: ${said.problems.join('; ')}`);
  else if (loud.length === 0) counts.silent++;
  else console.log(`loud: ${what}: ${loud.map(({ subject }) => subject).join(', ')}`);
}

function unknown(what: string, said: Said | null): void {
  if (said === null) return;
  counts.unknown++;
  const findings = said.findings.map(
    ({ rule, lines: [line], subject }) => `${rule} ${subject} at line ${String(line)}`,
  );
  console.log(`new: ${what}: ${[...said.problems, ...findings].join('; ') || 'nothing is said'}`);
}

function absent(what: string): void {
  counts.absent++;
  console.log(`absent: ${what}`);
}

function fault(what: string): void {
  counts.faults++;
  console.log(`fault: ${what}`);
}

function foldersIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

function composeFilesIn(path: string): readonly string[] {
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
    : [];
}

interface Said {
  /** `null`: nothing could be loaded. */
  readonly topology: Topology | null;
  /** `lines`: where it is reported, then the others that make it true. */
  readonly findings: readonly { readonly rule: string; readonly lines: readonly number[]; readonly subject: string }[];
  /** What makes the file no Compose file, with the place. */
  readonly problems: readonly string[];
}

/** What is said of one file, alone in a folder: files beside it are none of its project. `null`: there is no such file. */
function judge(file: string): Said | null {
  const known = judgements.get(file);
  if (known !== undefined) return known;
  if (!existsSync(file)) {
    absent(file.slice(folder.length + 1));
    return null;
  }
  const alone = mkdtempSync(join(tmpdir(), 'peer-'));
  try {
    copyFileSync(file, join(alone, 'compose.yaml'));
    const said = saidOf(judgedFiles({ folder: alone, workdir: alone, files: null, profiles: ['*'], env: {} }));
    judgements.set(file, said);
    if (said.problems.some((problem) => !/:[1-9]\d*:[1-9]\d* /.test(problem)))
      fault(`${file}: ${said.problems.join('; ')}`);
    else if (said.problems.length > 0) counts.refused++;
    return said;
  } catch (crash) {
    fault(`${file}: ${String(crash)}`);
    return { topology: null, findings: [], problems: [] };
  } finally {
    rmSync(alone, { recursive: true });
  }
}

function saidOf({ judged, diagnostics }: JudgedFiles): Said {
  return {
    topology: judged?.topology ?? null,
    findings: (judged?.findings ?? []).map(({ rule, violation: { at, related, subject } }) => ({
      rule,
      lines: [at.line, ...related.map((other) => other.at.line)],
      subject,
    })),
    problems: diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ at, message }) => `${at.file}:${String(at.line)}:${String(at.column)} ${message}`),
  };
}
