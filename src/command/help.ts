import { described, wrapped } from '../render/terminal/layout.ts';
import { painter } from '../render/terminal/paint.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { type Option, type OptionName, OPTIONS } from './options.ts';

/** What `bulkhead --help` prints. */
export function help(width: number): string {
  const commands = COMMANDS.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return [
    ...prose('Bulkhead shows what can reach what in Docker Compose projects, and what a change opens.', width),
    '',
    'usage: bulkhead COMMAND [OPTIONS]',
    '',
    ...described(commands, width),
    '',
    'Start with:',
    '  bulkhead check                 the projects below this folder',
    '  bulkhead diff origin/main      what your change opens and closes',
    '  bulkhead explain outside db    how the outside reaches db, or what stops it',
    '',
    ...prose(
      'exit status: 0 pass, 1 findings at or above --fail-on, 2 something was not understood or the call is wrong',
      width,
    ),
    'bulkhead COMMAND --help says more.',
    '',
  ].join('\n');
}

/** What `bulkhead COMMAND --help` prints. */
export function commandHelp({ name, operands, summary, details, options, formats }: Command, width: number): string {
  const rows = [...options, 'help' as const].map(
    (option) => [optionText(option), optionSummary(option, formats)] as const,
  );
  return [
    ...prose(`usage: bulkhead ${name} [OPTIONS] ${operands}`.trimEnd(), width),
    '',
    ...prose(`${summary}.`, width),
    ...(details === '' ? [] : ['', ...prose(details.replace(/\n/gu, ' '), width)]),
    '',
    ...described(rows, width),
    '',
  ].join('\n');
}

function optionText(name: OptionName): string {
  const { short, value }: Option = OPTIONS[name];
  return `${short === null ? '    ' : `-${short}, `}--${name}${value === null ? '' : ` ${value}`}`;
}

function optionSummary(name: OptionName, formats: readonly string[]): string {
  const { summary }: Option = OPTIONS[name];
  return name === 'format' ? `${summary}: ${formats.join(', ')} (default ${formats[0] ?? ''})` : summary;
}

function prose(text: string, width: number): readonly string[] {
  return wrapped(text, width, painter(false));
}
