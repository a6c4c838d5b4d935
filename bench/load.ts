/** How long loading takes beside what the YAML parser alone takes on the same files: `bench/load.ts DIR…`, folders of recordings. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { FileRead, FileTree } from '../src/compose/file-tree.ts';
import { load } from '../src/compose/load.ts';
import { diskTree } from '../src/io/disk/tree.ts';
import { type LoadOptions, NO_OPTIONS } from '../src/compose/options.ts';

const ROUNDS = 5;

interface Job {
  readonly options: LoadOptions;
  /** What the loading reads, kept in memory so that the disk is no part of either time. */
  readonly composeFiles: readonly string[];
}

const jobs = process.argv.slice(2).flatMap((folder) => readdirSync(folder).flatMap((id) => jobOf(join(folder, id))));
const texts = jobs.flatMap(({ composeFiles }) => composeFiles);
const bytes = texts.reduce((sum, text) => sum + text.length, 0);
const loading: number[] = [];
const parsing: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  loading.push(milliseconds(() => jobs.forEach(({ options }) => load(options))));
  parsing.push(
    milliseconds(() => texts.forEach((text) => parseAllDocuments(text, { lineCounter: new LineCounter() }))),
  );
}
const [loaded, parsed] = [Math.min(...loading), Math.min(...parsing)];
console.log(`${jobs.length} projects, ${texts.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
console.log(
  `load ${loaded.toFixed(0)} ms, parse alone ${parsed.toFixed(0)} ms, ratio ${(loaded / parsed).toFixed(2)} (aim: at most 2)`,
);

function jobOf(folder: string): Job[] {
  const file = ['project.json', 'case.json'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return [];
  const call = JSON.parse(readFileSync(file, 'utf8')) as {
    workdir?: string;
    files?: string[] | null;
    profiles?: string[];
    env?: Record<string, string>;
  };
  const disk = diskTree(folder);
  const reads = new Map<string, FileRead>();
  const kinds = new Map<string, 'file' | 'directory' | 'missing'>();
  const tree: FileTree = {
    root: disk.root,
    id: () => null,
    trail: () => null,
    list: (below) => disk.list(below),
    notListed: () => disk.notListed(),
    read: (path) => reads.get(path) ?? keep(reads, path, disk.read(path)),
    kind: (path) => kinds.get(path) ?? keep(kinds, path, disk.kind(path)),
  };
  const options: LoadOptions = {
    ...NO_OPTIONS,
    tree,
    workingDirectory: posix.join(disk.root, call.workdir ?? '.'),
    files: call.files ?? null,
    profiles: call.profiles !== undefined && call.profiles.length > 0 ? call.profiles : null,
    environment: new Map(Object.entries(call.env ?? {})),
    purpose: 'analysis',
  };
  const { project } = load(options);
  const composeFiles = (project?.files ?? []).flatMap((path) => {
    const read = reads.get(posix.resolve(disk.root, path));
    return read?.kind === 'file' ? [read.text] : [];
  });
  return [{ options, composeFiles }];
}

function keep<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  return value;
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
