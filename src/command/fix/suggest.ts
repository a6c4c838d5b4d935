import { forTerminal } from '../../render/escape.ts';
import type { Call, Command } from '../command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from '../options.ts';
import { deliver } from '../output.ts';
import { presentInput, withProjects } from '../present-report.ts';
import { readsInput } from '../selection.ts';
import { type ExitCode, UsageError } from '../terminal.ts';
import { writeChanges } from './write-changes.ts';

export const suggest: Command = {
  name: 'suggest',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Print the networks with the least reach that still works, as one patch; --write applies it',
  details: [
    'Each data store and each console comes on networks with those alone who are known to need it, or may; ports of theirs are bound to the host itself. The patch was applied in memory, loaded and judged: what is needed stays, and nothing opens.',
    'As text the patch goes to the output and what is told of it to the error output, so that the patch can be piped to `git apply`.',
    'exit status: 0 it is told what is suggested, 2 something was not understood or the call is wrong',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', 'write', ...OUTPUT_OPTIONS],
  formats: ['text', 'json', 'markdown'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { terminal, values, format } = call;
  if (readsInput(call) && values.flags.has('write'))
    throw new UsageError('--write changes files, and standard input is none');
  const input = await presentInput(call);
  const [{ suggestion }, { suggested }] = await Promise.all([
    import('../../review/walls/suggest.ts'),
    import('../../review/walls/suggested.ts'),
  ]);
  const found = suggestion(input);
  withProjects(found.before.report, call, input);
  const told = suggested(found);
  const isWriting = values.flags.has('write');
  if (isWriting) {
    writeChanges(found.files, input.head.tree.root);
    for (const { name } of found.files) terminal.print(`changed ${forTerminal(name)}\n`);
  }
  switch (format) {
    case 'json':
      deliver(call, `${JSON.stringify(told, null, 2)}\n`);
      break;
    case 'markdown': {
      const { renderSuggestionMarkdown } = await import('../../render/suggest/markdown.ts');
      deliver(call, renderSuggestionMarkdown(told, found.before.report, found.after.report));
      break;
    }
    default: {
      const { renderSuggestion } = await import('../../render/suggest/text.ts');
      if (!isWriting && told.patch !== '') deliver(call, told.patch);
      const say = isWriting ? terminal.print : terminal.complain;
      say(renderSuggestion(told, { color: terminal.color, width: terminal.width }));
      if (told.hidesSecrets && !isWriting)
        terminal.complain('The patch has … in the place of credentials: apply it with bulkhead suggest --write.\n');
    }
  }
  return found.before.report.diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}
