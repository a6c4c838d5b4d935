import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const PLACES = [
  'package.json',
  'Dockerfile',
  'README.md',
  'docs/github.md',
  'docs/other-ci.md',
  'docs/releasing.md',
  'src/command/version.ts',
];
const place = mkdtempSync(join(tmpdir(), 'bulkhead-owner-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function owner(folder: string, word: string): number | null {
  return spawnSync(process.execPath, [resolve('scripts/owner.ts'), word], { cwd: folder }).status;
}

test('every place says the owner that package.json says', () => {
  expect(owner('.', '--check')).toBe(0);
});

test('a name is written into every place, as each takes it', () => {
  for (const file of PLACES) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    cpSync(file, join(place, file));
  }
  execFileSync('git', ['init', '-q', place]);
  execFileSync('git', ['-C', place, 'add', '.']);
  expect(owner(place, 'Acme-Corp')).toBe(0);
  expect(owner(place, '--check')).toBe(0);
  const text = PLACES.map((file) => readFileSync(join(place, file), 'utf8')).join('\n');
  expect(text).not.toMatch(/owner\/bulkhead/i);
  for (const said of [
    'uses: Acme-Corp/bulkhead@v1',
    'github.com/Acme-Corp/bulkhead.git',
    'raw.githubusercontent.com/Acme-Corp/bulkhead/v',
    'ghcr.io/acme-corp/bulkhead check',
  ])
    expect(text).toContain(said);
  writeFileSync(join(place, 'README.md'), 'uses: other/bulkhead@v1\n');
  expect(owner(place, '--check')).toBe(1);
  expect(owner(place, 'no/name')).toBe(2);
});
