import { resolve } from 'node:path';
import { main } from '../../src/command/main.ts';
import type { ExitCode } from '../../src/command/terminal.ts';

export interface Outcome {
  readonly exitCode: ExitCode;
  readonly printed: string;
  readonly complained: string;
}

/** Runs the command as a user would, in `directory`, without colours and with nothing in its environment. */
export async function bulkhead(words: readonly string[], directory = '.'): Promise<Outcome> {
  const printed: string[] = [];
  const complained: string[] = [];
  const exitCode = await main(words, {
    directory: resolve(directory),
    environment: new Map(),
    home: '/home/user',
    color: false,
    width: 100,
    today: '2026-01-31',
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
  });
  return { exitCode, printed: printed.join(''), complained: complained.join('') };
}
