import { withNamesAsWritten } from '../review/report/names-as-written.ts';
import { explain as explanationOf } from '../flows/explain/explain.ts';
import { type QuestionEnd, endNamed } from '../flows/explain/question-end.ts';
import type { Stack } from '../flows/stack.ts';
import { analysisOf, complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { type ExitCode, UsageError } from './terminal.ts';

export const explain: Command = {
  name: 'explain',
  operands: 'FROM TO [PATH…]',
  fewest: 2,
  most: Infinity,
  summary: 'Show how FROM reaches TO, hop by hop with lines, or what stops it',
  details: [
    'FROM and TO are services (`db`, or `shop/db` where several projects have one), `outside` (or `internet`, `world`), `host`, or a network or volume.',
    '`service:`, `network:` or `volume:` in front says which is meant.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', ...OUTPUT_OPTIONS],
  formats: ['text', 'json'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const [from = '', to = '', ...paths] = call.operands;
  const { stacks, projects, diagnostics, assumptions } = await analysisOf(call, paths);
  const [start, end] = [placeIn(stacks, from), placeIn(stacks, to)];
  if (start.kind === end.kind && start.id === end.id)
    throw new UsageError(`FROM and TO are both ${start.name}; name two that differ`);
  if (start.kind === 'host' && end.kind === 'outside')
    throw new UsageError('what the host itself reaches is not in the files; FROM may be one of its services');
  const explanation = withNamesAsWritten(
    explanationOf(stacks, start, end, assumptions),
    projects.map(({ project }) => project),
  );
  if (call.format === 'json') {
    deliver(call, `${JSON.stringify({ schemaVersion: 1, ...explanation }, null, 2)}\n`);
  } else {
    const { renderExplain } = await import('../render/explain.ts');
    const { color, width } = call.terminal;
    deliver(call, renderExplain(explanation, { color: color && !call.values.text.has('output'), width }));
  }
  return complainOf(diagnostics, call.terminal);
}

function placeIn(stacks: readonly Stack[], text: string): QuestionEnd {
  const named = endNamed(stacks, text);
  switch (named.kind) {
    case 'found':
      return named.place;
    case 'ambiguous':
      throw new UsageError(`"${text}" is several things; say which: ${named.choices.join(', ')}`);
    case 'unknown': {
      const guess = named.nearest === null ? '' : `; did you mean "${named.nearest}"?`;
      throw new UsageError(`there is no service, network or volume "${text}" here${guess}`);
    }
  }
}
