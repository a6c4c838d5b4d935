import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { type Option, type OptionName, OPTIONS } from './options.ts';

/** What `bulkhead --help` prints. */
export function help(): string {
  const commands = COMMANDS.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return [
    'Bulkhead shows what can reach what in Docker Compose projects, and what a change opens.',
    '',
    'usage: bulkhead COMMAND [OPTIONS]',
    '',
    ...columns(commands),
    '',
    'Start with:',
    '  bulkhead check                 the projects below this folder',
    '  bulkhead diff origin/main      what your change opens and closes',
    '  bulkhead explain outside db    how the outside reaches db, or what stops it',
    '',
    'exit status: 0 pass, 1 findings at or above --fail-on, 2 something was not understood or the call is wrong',
    '`bulkhead COMMAND --help` says more.',
    '',
  ].join('\n');
}

/** What `bulkhead COMMAND --help` prints. */
export function commandHelp({ name, operands, summary, details, options, formats }: Command): string {
  const rows = [...options, 'help' as const].map(
    (option) => [optionText(option), optionSummary(option, formats)] as const,
  );
  return [
    `usage: bulkhead ${name} [OPTIONS] ${operands}`.trimEnd(),
    '',
    `${summary}.`,
    ...(details === '' ? [] : ['', details]),
    '',
    ...columns(rows),
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

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
