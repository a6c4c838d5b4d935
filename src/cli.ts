#!/usr/bin/env node
import { homedir } from 'node:os';
import { main } from './command/main.ts';

const { env, stdout, stderr } = process;

// A reader such as `head` may go before everything is written; the verdict stays what it is.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), {
  directory: process.cwd(),
  environment: new Map(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  home: homedir(),
  color: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
  width: stdout.isTTY ? stdout.columns : 100,
  today: new Date().toISOString().slice(0, 10),
  print: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
});
