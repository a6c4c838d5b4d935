import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
