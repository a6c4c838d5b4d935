import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Console blocks of the README: `$ node dist/cli.js …` and what it prints. */
const calls = [
  ...readFileSync('README.md', 'utf8').matchAll(/```console\n\$ node (dist\/cli\.js [^\n]*)\n([^]*?)```/g),
].map(([, command = '', output = '']) => ({ command, output }));

test('the README shows the main job', () => {
  expect(calls.map(({ command }) => command)).toContain('dist/cli.js check fixtures/guide/two-tier');
});

test.each(calls)('the README shows what `node $command` prints', ({ command, output }) => {
  const { stdout } = spawnSync(process.execPath, command.split(' '), {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(stdout).toBe(output);
});

test('the README shows a comment, in a picture of reasonable size', () => {
  const [, file = ''] = /!\[[^\]]+\]\((docs\/pictures\/[^)]+)\)/u.exec(readFileSync('README.md', 'utf8')) ?? [];
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).size).toBeLessThan(200_000);
});

test('the page for getting started calls nothing that there is not', () => {
  const commands = [...readFileSync('docs/start.md', 'utf8').matchAll(/`?bulkhead ([a-z]+)(?= |`|\n)/g)].map(
    ([, name]) => name,
  );
  const help = readFileSync('src/command/commands.ts', 'utf8');
  for (const name of new Set(commands)) expect(help, name).toContain(name);
});
