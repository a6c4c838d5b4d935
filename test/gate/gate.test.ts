/**
 * Ways to get something past the gate. `fixtures/gate/NAME` holds two states of a repository, `base` and `head`, and `expect.json`: why it
 * is here, the exit code that `bulkhead diff` must end with between the two, what the output must say, and what it must not. Files are taken
 * byte for byte; a file called `name.link` becomes a symbolic link to its text.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../command/repository.ts';

const FIXTURES = 'fixtures/gate';
const COMMAND = resolve('dist/cli.js');

interface Expected {
  /** What the attack is, and what must be true. */
  readonly why: string;
  readonly exit: 0 | 1 | 2;
  readonly says?: readonly string[];
  readonly never?: readonly string[];
  /** Further words of the call (`--profile`, `full`). */
  readonly words?: readonly string[];
  /** Two engines (`28..29`) that the head is compared on, instead of the two states. */
  readonly engine?: string;
}

describe.concurrent('the gate', () => {
  test.each(readdirSync(FIXTURES))('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const expected = expectationIn(folder);
    const place = mkdtempSync(join(tmpdir(), 'bulkhead-gate-'));
    try {
      git(place, 'init', '-q', '-b', 'main');
      for (const state of ['base', 'head']) commitState(place, join(folder, state), state);
      const { code, output } = await called(place, ['diff', '-v', ...comparedIn(expected), ...(expected.words ?? [])]);
      expect({ code, output: code === expected.exit ? '' : output }).toEqual({ code: expected.exit, output: '' });
      const said = output.replace(/\s+/gu, ' ');
      for (const text of expected.says ?? []) expect(said).toContain(text.replace(/\s+/gu, ' '));
      for (const text of expected.never ?? []) expect(said).not.toContain(text.replace(/\s+/gu, ' '));
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});

function comparedIn({ engine }: Expected): readonly string[] {
  return engine === undefined ? ['base', 'head'] : ['--engine', engine];
}

function expectationIn(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as Expected;
}

/** Commits exactly the files of `folder`, and tags the commit. */
function commitState(place: string, folder: string, tag: string): void {
  for (const entry of readdirSync(place)) if (entry !== '.git') rmSync(join(place, entry), { recursive: true });
  if (existsSync(folder)) cpSync(folder, place, { recursive: true, dereference: false });
  for (const path of readdirSync(place, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.link') || path.startsWith('.git/')) continue;
    const target = readFileSync(join(place, path), 'utf8').trim();
    rmSync(join(place, path));
    symlinkSync(target, join(place, path.slice(0, -'.link'.length)));
  }
  git(place, '-c', 'core.autocrlf=false', 'add', '-A', '-f');
  git(place, 'commit', '-q', '--allow-empty', '-m', tag);
  git(place, 'tag', tag);
}

function called(place: string, words: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [COMMAND, ...words], { cwd: place }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, output: stdout + stderr });
    });
  });
}
