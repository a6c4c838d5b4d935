#!/usr/bin/env node
import { homedir } from 'node:os';
import { main } from './command/main.ts';

const { env, stdout, stderr } = process;

for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may go before everything is written; the verdict stays what it is.
    if (error.code === 'EPIPE') return;
    if (stream === stdout) stderr.write(`bulkhead: cannot print: ${error.message}\n`);
    process.exitCode = 2;
  });
}

const exitCode = await main(process.argv.slice(2), {
  directory: workingDirectory(),
  environment: new Map(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  home: homeFolder(),
  color: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
  width: stdout.isTTY ? stdout.columns : 100,
  today: new Date().toISOString().slice(0, 10),
  print: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
});
// What could not be printed was not said, whatever the verdict.
process.exitCode ??= exitCode;

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    stderr.write('bulkhead: the folder that it is called in does not exist any more\n');
    process.exit(2);
  }
}

/** A user without an entry in the system, as in a container, may have none. */
function homeFolder(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
