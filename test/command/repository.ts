import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Text by path; `null` removes the file. */
export type Files = Readonly<Record<string, string | null>>;

const made: string[] = [];
afterAll(() => {
  for (const place of made) rmSync(place, { recursive: true });
});

/** A new folder called `name` that holds `files`; it is gone after the tests of the file. */
export function folder(files: Files, name = 'shop'): string {
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-'));
  made.push(parent);
  const place = join(parent, name);
  mkdirSync(place);
  put(place, files);
  return place;
}

export function put(place: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(place, path);
    if (text === null) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** As `folder`, as a git repository with one commit for each of `states`, the later ones as changes. */
export function repository(...states: readonly Files[]): string {
  const place = folder({});
  git(place, 'init', '-q', '-b', 'main');
  for (const files of states) commit(place, files);
  return place;
}

export function commit(place: string, files: Files): void {
  put(place, files);
  git(place, 'add', '-A');
  git(place, 'commit', '-q', '--allow-empty', '-m', 'state');
}

export function git(place: string, ...words: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: place });
}
