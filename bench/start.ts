/**
 * Whole-process time of `bulkhead check` against an empty Node process of the same version, in turn, in the same run:
 * `npm run bench`. Ratios, because machines differ and drift.
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

console.log(`node ${process.version}, median of ${String(RUNS)} paired runs, least and greatest in brackets`);
compare('check fixtures/guide/two-tier', ['check', resolve('fixtures/guide/two-tier')]);
compare('check 200 services, 20 networks', ['check', folder]);
compare('--help', ['--help']);
rmSync(folder, { recursive: true });

function compare(label: string, words: readonly string[]): void {
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const baseline = milliseconds([empty]);
    const measured = milliseconds([CLI, ...words]);
    if (run > 0) ratios.push(measured / baseline);
  }
  ratios.sort((a, b) => a - b);
  const at = (share: number): string => (ratios[Math.floor((ratios.length - 1) * share)] ?? NaN).toFixed(2);
  console.log(`${label.padEnd(36)} ${at(0.5)} × an empty process  [${at(0)} … ${at(1)}]`);
}

function milliseconds(words: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status === null || status > 1) throw new Error(`${words.join(' ')} ended with ${String(status)}: ${stderr}`);
  return performance.now() - start;
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
