import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const place = mkdtempSync(join(tmpdir(), 'bulkhead-build-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** What a build in the new folder `name` writes, by file. */
function built(name: string): Readonly<Record<string, string>> {
  const folder = join(place, name);
  mkdirSync(folder, { recursive: true });
  for (const part of ['src', 'scripts', 'package.json', 'tsconfig.json'])
    cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: folder });
  return Object.fromEntries(
    readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [relative(join(folder, 'dist'), file), readFileSync(file, 'latin1')];
      }),
  );
}

test('the same sources give the same bytes, twice and in another folder', () => {
  const first = built('one');
  const second = built('deeper/and/elsewhere');
  expect(Object.keys(first).sort()).toEqual([
    'action.js',
    'cli.js',
    'drawing/DejaVuSans.ttf',
    'drawing/graphviz.js',
    'drawing/resvg.js',
    'drawing/resvg.wasm',
    'licenses.txt',
    'package.json',
  ]);
  for (const [file, text] of Object.entries(first)) expect(second[file] === text, file).toBe(true);
  expect(Object.values(first).filter((text) => text.includes(place))).toEqual([]);
});
