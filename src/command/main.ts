import { forTerminal } from '../render/escape.ts';
import { nearest } from '../words/nearest.ts';
import { argumentsOf, type Values } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { commandHelp, help } from './help.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { VERSION } from './version.ts';

/** Runs the command that `words` (the arguments of the process) name. Every problem becomes a message and an exit code here. */
export async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await called(words, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.complain(`bulkhead: ${forTerminal(error.message)}\n`);
    } else {
      terminal.complain(`bulkhead: internal error: ${forTerminal(messageOf(error))}\n`);
      terminal.complain('This is a bug in Bulkhead, not in your files. BULKHEAD_DEBUG=1 shows where.\n');
      if (terminal.environment.has('BULKHEAD_DEBUG')) terminal.complain(`${stackOf(error)}\n`);
    }
    return 2;
  }
}

async function called([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    terminal.print(help(widthOf(terminal)));
    return 0;
  }
  if (name === 'version' || name === '--version' || name === '-V' || name === '-v') {
    return printVersion(terminal);
  }
  if (name === 'help') return printHelp(commandNamed(rest[0] ?? ''), terminal);
  const command = commandNamed(name);
  const { operands, values } = argumentsOf(rest, [...command.options, 'help', 'version']);
  if (values.flags.has('help')) return printHelp(command, terminal);
  if (values.flags.has('version')) return printVersion(terminal);
  checkOperands(command, operands);
  const format = formatOf(command, values);
  const painted = values.flags.has('no-color') ? { ...terminal, color: false } : terminal;
  return command.run({ operands, values, format, terminal: painted });
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const what = name.startsWith('-') ? 'option' : 'command';
  const guess = nearest(
    name,
    COMMANDS.map((candidate) => candidate.name),
  );
  throw new UsageError(
    `unknown ${what} "${name}"${guess === null ? '.' : `; did you mean "${guess}"?`} See bulkhead --help`,
  );
}

/** Lines longer than this are hard to read, however wide the terminal is. */
function widthOf({ width }: Terminal): number {
  return Math.min(Math.max(width, 40), 120);
}

function printVersion(terminal: Terminal): ExitCode {
  terminal.print(`${VERSION}\n`);
  return 0;
}

function printHelp(command: Command, terminal: Terminal): ExitCode {
  terminal.print(commandHelp(command, widthOf(terminal)));
  return 0;
}

function checkOperands({ name, operands, fewest, most }: Command, given: readonly string[]): void {
  if (given.length < fewest || given.length > most) throw new UsageError(`usage: bulkhead ${name} ${operands}`);
  // A variable of a script that is not set would be taken for this folder, and a diff of it with itself passes.
  if (given.includes('')) throw new UsageError(`an argument is empty; usage: bulkhead ${name} ${operands}`);
}

function formatOf({ name, formats }: Command, values: Values): string {
  const format = values.text.get('format') ?? formats[0] ?? '';
  if (formats.length === 0 || formats.includes(format)) return format;
  throw new UsageError(`bulkhead ${name} knows no format "${format}"; it prints ${formats.join(', ')}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
