import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { firstPolicy } from '../policy/init/init.ts';
import { isBelow } from '../compose/path.ts';
import { repositoryOf } from '../io/git/revision.ts';
import { treePath } from '../io/disk/system-path.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import { DEFAULT_POLICY, POLICY_FILES } from '../policy/policy.ts';
import { analysed, complainOf } from './analysis.ts';
import { writeBaseline } from './baseline.ts';
import type { Call, Command } from './command.ts';
import { PROJECT_OPTIONS } from './options.ts';
import { writeBelow } from './output.ts';
import { parsedPolicy } from './policy.ts';
import { diskSide } from './selection.ts';
import { type ExitCode, UsageError } from './terminal.ts';
import { SCHEMA } from './version.ts';

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
  const { terminal, values, operands } = call;
  const here = terminal.directory;
  const existing = [...POLICY_FILES, BASELINE_FILE].filter((name) => existsSync(resolve(here, name)));
  const [first] = existing;
  if (first !== undefined && !values.flags.has('force')) {
    throw new UsageError(
      `${first} exists; --force replaces it${first === BASELINE_FILE ? ', `bulkhead baseline` updates it' : ''}`,
    );
  }
  const side = diskSide(call, operands);
  if (!side.selection.paths.every((path) => isBelow(path, treePath(here)))) {
    throw new UsageError(
      'the policy is written below this folder and is about what is in it; call this from the top of the repository',
    );
  }
  // Not what an older policy says: it is what is being replaced.
  const before = analysed(side, { policy: DEFAULT_POLICY, baseline: null, diagnostics: [], isPart: false }, operands);
  if (complainOf(before.diagnostics, terminal) !== 0) {
    terminal.complain('Nothing is written: a policy for what is not understood would state what is not so.\n');
    return 2;
  }
  const name = POLICY_FILES.find((known) => existing.includes(known)) ?? POLICY_FILES[0];
  const text = firstPolicy(before.stacks, schemaFor(here));
  // A guess that the policy states is none any more, which may be one more finding.
  const stated = await parsedPolicy({ text, file: name });
  const after = analysed(side, { ...stated, baseline: null, isPart: false }, operands);
  const file = resolve(here, name);
  writeBelow(file, text);
  terminal.print(`wrote ${name}\n`);
  const around = repositoryOf(here);
  if (around.kind === 'repository' && treePath(around.top) !== treePath(here))
    terminal.complain(
      `note: this is not the top of the repository; a pull request is judged by ${around.top}/${name}\n`,
    );
  return writeBaseline(call, resolve(here, BASELINE_FILE), after, null);
}

/** Where the editor finds the schema: in the package, if it is installed in this folder, which is the version that is called. */
function schemaFor(here: string): string {
  return existsSync(resolve(here, INSTALLED)) ? `../${INSTALLED}` : SCHEMA;
}

const INSTALLED = 'node_modules/bulkhead/bulkhead.schema.json';
