import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { compared } from '../review/compare.ts';
import { excepting } from '../review/exceptions.ts';
import type { ReportFinding } from '../review/report/report.ts';
import { forTerminal } from '../render/escape.ts';
import { type Analysed, analysisOf, complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { PROJECT_OPTIONS } from './options.ts';
import { writeBelow } from './output.ts';
import { baselineText, parseBaseline, type ParsedBaseline } from '../policy/baseline-file.ts';
import { type Baseline, BASELINE_FILE, ratchet } from '../policy/baseline.ts';
import type { Identified } from '../policy/identified.ts';
import { fileAround } from './policy.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { diskTree } from '../io/disk/tree.ts';
import { treePath } from '../io/disk/system-path.ts';

export const baseline: Command = {
  name: 'baseline',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: `Keep the present findings in ${BASELINE_FILE}, so that only new ones fail`,
  details: [
    'It only shrinks: findings that no longer occur leave it, and new ones enter with --allow-growth alone.',
    'Of projects that it is not called for, entries stay. A first file is written below this folder, which should be the top of the repository.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', 'allow-growth', 'output'],
  formats: [],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const analysis = await analysisOf(call, call.operands);
  const problems = complainOf(analysis.diagnostics, call.terminal);
  // What was not understood may hide findings: they would leave the baseline and come back as new ones.
  if (problems !== 0) return problems;
  const file = baselinePath(call);
  const before = existsSync(file) ? baselineIn(call.terminal, file) : null;
  if (before !== null && complainOf(before.diagnostics, call.terminal) !== 0) return 2;
  return writeBaseline(call, file, analysis, before?.baseline ?? null);
}

/** Findings that no exception allows. */
function findingsOf(analysis: Analysed, today: string): readonly ReportFinding[] {
  return excepting(compared(null, analysis, []).findings, analysis.policy, today).kept;
}

/** The baseline's file: the one that `--output` says, or that around this folder that `check` would read, or a new one below it. */
function baselinePath({ values, terminal }: Call): string {
  const named = values.text.get('output');
  if (named !== undefined) return resolve(terminal.directory, named);
  return fileAround(terminal.directory, [BASELINE_FILE]) ?? resolve(terminal.directory, BASELINE_FILE);
}

/** Brings the baseline in `file` up to date and says what came of it. 1: there are findings that may not enter. */
export function writeBaseline(call: Call, file: string, analysis: Analysed, before: Baseline | null): ExitCode {
  const { values, terminal } = call;
  const mayGrow = values.flags.has('allow-growth');
  const seen = analysis.isPart ? new Set(analysis.projects.map(({ id }) => id)) : null;
  const findings = findingsOf(analysis, terminal.today);
  const { entries, gone, grown } = ratchet(before, findings, mayGrow, seen);
  writeBelow(file, baselineText(entries));
  for (const entry of gone) terminal.print(`gone: ${named(entry)}\n`);
  for (const entry of before === null || !mayGrow ? [] : grown) terminal.print(`added: ${named(entry)}\n`);
  const refused = before !== null && !mayGrow ? grown : [];
  for (const entry of refused) terminal.complain(`not in the baseline: ${named(entry)}\n`);
  const total = `${String(entries.length)} ${entries.length === 1 ? 'finding' : 'findings'}`;
  terminal.print(`${total} in ${forTerminal(relative(terminal.directory, file))}\n`);
  if (refused.length === 0) return 0;
  terminal.complain('The baseline only shrinks. Fix these, or let them in with --allow-growth.\n');
  return 1;
}

function named({ rule, project, subject, services }: Identified): string {
  const others = services.filter((id) => id !== `${project}/${subject}`);
  const more = others.length > MOST_NAMES ? [`${String(others.length - MOST_NAMES)} more`] : [];
  const who = [...others.slice(0, MOST_NAMES), ...more].join(', ');
  return forTerminal(`${rule} ${project}/${subject}${who === '' ? '' : ` with ${who}`}`);
}

const MOST_NAMES = 4;

/** The baseline in `file`, a path of this machine. Throws `UsageError` where it cannot be read. */
function baselineIn({ directory }: Terminal, file: string): ParsedBaseline {
  const read = diskTree(directory).read(treePath(file));
  if (read.kind !== 'file') throw new UsageError(`cannot read the baseline ${file}`);
  return parseBaseline(read.text, file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file);
}
