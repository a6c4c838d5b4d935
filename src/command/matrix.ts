import { matrixOf } from '../flows/matrix.ts';
import { analysisOf, complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import type { ExitCode } from './terminal.ts';

export const matrix: Command = {
  name: 'matrix',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Print who reaches whom over TCP, with the projects of all PATHs on one Docker host',
  details: '',
  options: [...PROJECT_OPTIONS, 'policy', ...OUTPUT_OPTIONS],
  formats: ['text', 'json', 'markdown'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { stacks, diagnostics } = await analysisOf(call, call.operands, true);
  const result = matrixOf(stacks);
  if (call.format === 'json') {
    deliver(call, `${JSON.stringify(result, null, 2)}\n`);
  } else {
    const { renderMatrix } = await import('../render/matrix.ts');
    deliver(call, renderMatrix(result, call.format === 'markdown' ? 'markdown' : 'text'));
  }
  return complainOf(diagnostics, call.terminal);
}
