import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { firstPolicy } from '../policy/init.ts';
import { analysisOf, complainOf } from './analysis.ts';
import { findingsOf, writeBaseline } from './baseline.ts';
import type { Call, Command } from './command.ts';
import { PROJECT_OPTIONS } from './options.ts';
import { write } from './output.ts';
import { POLICY_FILES } from './policy.ts';
import { type ExitCode, UsageError } from './terminal.ts';

export const init: Command = {
  name: 'init',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: `Write a first policy (${POLICY_FILES[0]}) and baseline from what is there`,
  details:
    'Both are written below this folder, which should be the top of the repository. Read them before you commit them.',
  options: [...PROJECT_OPTIONS, 'force'],
  formats: [],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { terminal, values } = call;
  const file = resolve(terminal.directory, POLICY_FILES[0]);
  const existing = POLICY_FILES.find((name) => existsSync(resolve(terminal.directory, name)));
  if (existing !== undefined && !values.flags.has('force'))
    throw new UsageError(`${existing} exists; --force replaces it`);
  const analysis = await analysisOf(call, call.operands);
  mkdirSync(dirname(file), { recursive: true });
  write(file, firstPolicy(analysis.stacks));
  terminal.print(`wrote ${POLICY_FILES[0]}\n`);
  const problems = complainOf(analysis.diagnostics, terminal);
  return problems === 0 ? writeBaseline(call, findingsOf(analysis, terminal.today)) : problems;
}
