/**
 * What `bulkhead check` costs against an empty Node process of the same version, in turn, in the same run: `npm run bench`, and with other Nodes
 * `node bench/start.ts /usr/bin/node …`. Ratios, because machines differ and drift: of the processor's time (user and system, all threads), which other
 * work on the machine hardly changes, and of the time that passes. Prints a table for the docs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const RUNS = 15;
const CLI = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, '');
writeFileSync(join(folder, 'compose.yaml'), generated(200, 20));

const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
const twoTier = resolve('fixtures/guide/two-tier');

console.log(`Medians of ${String(RUNS)} runs, as multiples of an empty Node process\n`);
console.log('| | Node | processor | passed |\n|---|---|---|---|');
for (const node of nodes) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  for (const [label, call] of [
    ['`--help`', [node, CLI, '--help']],
    ['`check`, two services', [node, CLI, 'check', twoTier]],
    ['`check`, 200 services, 20 networks', [node, CLI, 'check', folder]],
    ['`docker compose config`, two services', ['docker', 'compose', '-f', join(twoTier, 'compose.yaml'), 'config']],
  ] as const)
    console.log(`| ${label} | ${version} | ${ratios([node, empty], call)} |`);
}
rmSync(folder, { recursive: true });

/** Both ratios, as cells of the table. */
function ratios(none: readonly string[], call: readonly string[]): string {
  const { status } = spawnSync(call[0] ?? '', call.slice(1));
  // The command ends with 1 where it finds something, and so does Docker where it has no Compose.
  if (status === null || (call[0] === 'docker' && status !== 0)) return 'not on this machine | ';
  const pairs = Array.from({ length: RUNS + 1 }, () => [measured(none), measured(call)] as const).slice(1);
  const median = (of: 'processor' | 'passed'): string => {
    const sorted = pairs.map(([least, all]) => all[of] / least[of]).sort((a, b) => a - b);
    return `${(sorted[Math.floor(RUNS / 2)] ?? NaN).toFixed(1)} ×`;
  };
  return `${median('processor')} | ${median('passed')}`;
}

interface Cost {
  /** Seconds. */
  readonly processor: number;
  readonly passed: number;
}

/** Node does not tell what a child used; the shell does. */
function measured(call: readonly string[]): Cost {
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" >/dev/null 2>&1';
  const { stderr } = spawnSync('bash', ['-c', script, 'bench', ...call], { encoding: 'utf8' });
  const [user = NaN, system = NaN, passed = NaN] = stderr.trim().split(' ').map(Number);
  return { processor: user + system, passed };
}

/** A Compose file of `services` services in a ring of `networks` networks, a database on every tenth. */
function generated(services: number, networks: number): string {
  const lines = ['services:'];
  for (let index = 0; index < services; index++) {
    const isStore = index % 10 === 0;
    lines.push(`  s${String(index)}:`, `    image: ${isStore ? 'postgres:17' : 'example/app:1'}`);
    if (isStore) lines.push(`    volumes: ['d${String(index)}:/var/lib/postgresql/data']`);
    if (index % 25 === 1) lines.push(`    ports: ['${String(8000 + index)}:8080']`);
    lines.push(`    networks: [n${String(index % networks)}, n${String((index + 1) % networks)}]`);
  }
  lines.push('networks:', ...Array.from({ length: networks }, (_, index) => `  n${String(index)}:`), 'volumes:');
  for (let index = 0; index < services; index += 10) lines.push(`  d${String(index)}:`);
  return `${lines.join('\n')}\n`;
}
