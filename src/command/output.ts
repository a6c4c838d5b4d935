import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Call } from './command.ts';
import { UsageError } from './terminal.ts';

/** Prints the result of a command, or writes it where `--output` says. */
export function deliver({ values, terminal }: Call, text: string | Uint8Array): void {
  const file = values.text.get('output');
  if (file === undefined) terminal.print(typeof text === 'string' ? text : new TextDecoder().decode(text));
  else write(resolve(terminal.directory, file), text);
}

/** Writes a file of this machine into a folder that is there. Throws `UsageError` where it cannot. */
export function write(file: string, text: string | Uint8Array): void {
  attempt(file, () => {
    writeFileSync(file, text);
  });
}

/** Writes as `write` does, and makes the folder. */
export function writeBelow(file: string, text: string): void {
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  });
}

function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
