/** Prints the report of the project in a folder, or of the change from its `base` to its `head`: `node scripts/pictures/checked.ts FOLDER`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const pair = ['base', 'head'].map((side) => join(folder, side));
const words = pair.every((side) => existsSync(side)) ? ['diff', ...pair] : ['check', folder];
const { stdout } = spawnSync(process.execPath, ['src/cli.ts', ...words, '--format', 'json'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
process.stdout.write(stdout);
