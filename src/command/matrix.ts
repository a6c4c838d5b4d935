import { withNamesAsWritten } from '../review/report/names-as-written.ts';
import { PROTOCOLS, type Protocol } from '../flows/channels/endpoints.ts';
import { flowsOf } from '../flows/flows-of.ts';
import { matrixOf } from '../flows/matrix.ts';
import { analysisOf, complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { type ExitCode, UsageError } from './terminal.ts';

export const matrix: Command = {
  name: 'matrix',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Print who reaches whom, with the projects of all PATHs on one Docker host',
  details: '',
  options: [...PROJECT_OPTIONS, 'policy', 'protocol', ...OUTPUT_OPTIONS],
  formats: ['text', 'json', 'markdown'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const protocol = protocolIn(call);
  const { stacks, projects, diagnostics, assumptions } = await analysisOf(call, call.operands, true);
  const asked = stacks.map(({ topology }) => ({ topology, flows: flowsOf(topology, assumptions, protocol) }));
  const result = withNamesAsWritten(
    matrixOf(asked, assumptions),
    projects.map(({ project }) => project),
  );
  if (call.format === 'json') {
    deliver(call, `${JSON.stringify(result, null, 2)}\n`);
  } else {
    const { renderMatrix } = await import('../render/matrix.ts');
    deliver(call, renderMatrix(result, call.format === 'markdown' ? 'markdown' : 'text', call.terminal.width));
  }
  return complainOf(diagnostics, call.terminal);
}

function protocolIn({ values }: Call): Protocol {
  const given = values.text.get('protocol') ?? 'tcp';
  const known = PROTOCOLS.find((protocol) => protocol === given);
  if (known === undefined) throw new UsageError(`--protocol takes ${PROTOCOLS.join(', ')}, not "${given}"`);
  return known;
}
