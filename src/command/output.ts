import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Call } from './command.ts';
import { UsageError } from './terminal.ts';

/** Prints the result of a command, or writes it where `--output` says. */
export function deliver({ values, terminal }: Call, text: string): void {
  const file = values.text.get('output');
  if (file === undefined) terminal.print(text);
  else write(resolve(terminal.directory, file), text);
}

/** Writes a file of this machine. Throws `UsageError` where it cannot. */
export function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
