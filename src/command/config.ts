import { load } from '../compose/load.ts';
import { complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { diskSide } from './selection.ts';
import type { ExitCode } from './terminal.ts';

export const config: Command = {
  name: 'config',
  operands: '[DIR]',
  fewest: 0,
  most: 1,
  summary: 'Print the project of DIR as it is loaded, comparable to `docker compose config --format json`',
  details: '',
  options: [...PROJECT_OPTIONS, ...OUTPUT_OPTIONS],
  formats: ['json'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { tree, selection } = diskSide(call, call.operands);
  const { project, diagnostics } = load({
    ...selection,
    tree,
    workingDirectory: selection.paths[0] ?? tree.root,
    purpose: 'call',
  });
  if (complainOf(diagnostics, call.terminal) !== 0 || project === null) return 2;
  const { configOf } = await import('../compose/config.ts');
  deliver(call, `${JSON.stringify(configOf(project), null, 2)}\n`);
  return 0;
}
