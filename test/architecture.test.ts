import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Halls of `src`, each of which may import from those before it. Change it on purpose. */
const HALLS = [
  'words',
  'catalogue',
  'compose',
  'engines',
  'topology',
  'flows',
  'fixes',
  'policy',
  'rules',
  'review',
  'render',
  'io',
  'command',
  'action',
];
/** What the outermost halls have no use for. */
const APART: Readonly<Record<string, readonly string[]>> = {
  io: HALLS.filter((hall) => hall !== 'compose' && hall !== 'words'),
  action: ['command'],
};
/** A hall or room with more entries wants rooms; the rules are a list that grows. */
const MOST_ENTRIES = 26;
/** Folders that may touch the machine; everything else is pure. */
const OUTSIDE = ['io', 'command', 'action'];
const ENTRIES = ['action.ts', 'cli.ts'];

const files = sourceFiles('src');

describe('the borders of src', () => {
  test('every folder is on the list', () => {
    const top = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory());
    expect(top.filter((name) => !HALLS.includes(name))).toEqual([]);
  });

  test('imports run one way', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('src/') && !mayImport(file, target))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('imports run one way between rooms: a room is one thing, and so is each file beside the rooms', () => {
    expect(circlesIn(contracted(roomOf))).toEqual([]);
  });

  test('no files import each other in a circle, for types neither', () => {
    expect(circlesIn(contracted((file) => file))).toEqual([]);
  });

  test('CONTRIBUTING draws every hall and room, and no other', () => {
    const lines = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^((?: {2})+)([a-z]+)\/ +\S/gm);
    let above = ['src'];
    const named = [...lines].map(([, indent = '', name = '']) => {
      above = [...above.slice(0, indent.length / 2), name];
      return above.join('/');
    });
    const folders = new Set(files.map((file) => posix.dirname(file)).filter((folder) => folder !== 'src'));
    expect([...named].sort()).toEqual([...folders].sort());
    expect(named.filter((folder) => folder.split('/').length === 2)).toEqual(HALLS.map((name) => `src/${name}`));
  });

  test('tests import nothing from scripts: what both need is product, or a tool of the tests', () => {
    const wrong = sourceFiles('test').filter((file) => importsOf(file).some((target) => target.startsWith('scripts/')));
    expect(wrong).toEqual([]);
  });

  test('no folder has more entries than can be seen at once', () => {
    const folders = [
      ...new Set(files.filter((file) => file.split('/').length > 2).flatMap((file) => [posix.dirname(file)])),
    ];
    expect(folders.filter((folder) => folder !== 'src/rules' && readdirSync(folder).length > MOST_ENTRIES)).toEqual([]);
  });

  test('a type name means one thing', () => {
    const places = new Map<string, string[]>();
    for (const file of files) {
      const declared = readFileSync(file, 'utf8').matchAll(/^(?:export )?(?:interface|type) (\w+)/gm);
      for (const [, name = ''] of declared) places.set(name, [...(places.get(name) ?? []), file]);
    }
    expect([...places].filter(([, all]) => all.length > 1)).toEqual([]);
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

  test('only the engines ask for the version of one', () => {
    const asking = files.filter((file) => /version\.(major|minor)|\bmoby\b/.test(readFileSync(file, 'utf8')));
    expect(asking.filter((file) => folderOf(file) !== 'engines')).toEqual([]);
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
  if (from === to || from.endsWith('.ts')) return true;
  return HALLS.indexOf(to) < HALLS.indexOf(from) && APART[from]?.includes(to) !== true;
}

/** The room of a file (`src/compose/yaml`), or itself where it lies beside the rooms. */
function roomOf(file: string): string {
  const parts = file.split('/');
  return parts.length > 3 ? parts.slice(0, 3).join('/') : file;
}

/** Imports between the places that `placeOf` puts files in. */
function contracted(placeOf: (file: string) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const file of files) {
    const from = placeOf(file);
    const targets = edges.get(from) ?? new Set();
    edges.set(from, targets);
    for (const target of importsOf(file)) {
      if (target.startsWith('src/') && placeOf(target) !== from) targets.add(placeOf(target));
    }
  }
  return edges;
}

/** What is left when everything that imports nothing that is left has been taken away, and is imported by something that is left. */
function circlesIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const left = new Map([...edges].map(([from, targets]) => [from, new Set(targets)]));
  for (let taken = true; taken;) {
    taken = false;
    for (const [from, targets] of left) {
      const isImported = [...left.values()].some((others) => others.has(from));
      if ([...targets].some((target) => left.has(target)) && isImported) continue;
      left.delete(from);
      for (const others of left.values()) others.delete(from);
      taken = true;
    }
  }
  return [...left].map(([from, targets]) => `${from} → ${[...targets].join(', ')}`);
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
