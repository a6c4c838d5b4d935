import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Folder of `src` → folders it may import from. Change it on purpose. */
const BORDERS: Readonly<Record<string, readonly string[]>> = {
  compose: [],
  topology: ['compose'],
  policy: ['compose', 'topology'],
  rules: ['compose', 'topology', 'policy'],
  review: ['compose', 'topology', 'policy', 'rules'],
  render: ['compose', 'topology', 'policy', 'rules', 'review'],
  io: ['compose'],
  command: ['compose', 'topology', 'policy', 'rules', 'review', 'render', 'io'],
  action: ['compose', 'topology', 'policy', 'rules', 'review', 'render', 'io'],
};
/** Folders that may touch the machine; everything else is pure. */
const OUTSIDE = ['io', 'command', 'action'];
const ENTRIES = ['action.ts', 'cli.ts'];

const files = sourceFiles('src');

describe('the borders of src', () => {
  test('every folder is on the list and every other file is an entry', () => {
    const top = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory());
    expect(top.sort()).toEqual(Object.keys(BORDERS).sort());
  });

  test('imports run one way', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('src/') && !mayImport(file, target))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('everything but io, command, action and the entries is pure: no module of Node, no runner', () => {
    const wrong = files
      .filter((file) => !isOutside(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /^(node:|@actions\/|@octokit\/)/.test(target))
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the command does not load what only the action needs', () => {
    const seen = reachableFrom('src/cli.ts');
    expect([...seen].filter((target) => /^(@actions\/|@octokit\/)/.test(target))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? posix.join(posix.dirname(file), target) : target,
  );
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function isOutside(file: string): boolean {
  return OUTSIDE.includes(folderOf(file)) || ENTRIES.includes(folderOf(file));
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [folderOf(file), folderOf(target)];
  return from === to || from.endsWith('.ts') || (BORDERS[from] ?? []).includes(to);
}

function reachableFrom(entry: string): Set<string> {
  const seen = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (file.startsWith('src/')) open.push(...importsOf(file));
  }
  return seen;
}
