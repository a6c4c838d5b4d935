import { addWritten, type AsWritten } from './yaml/as-written.ts';
import { error, type Problems } from './diagnostics.ts';
import { asYaml, type FileRead, type FileTree } from './file-tree.ts';
import { parse, type Parsed } from './yaml/parse.ts';
import { shownPath } from './path.ts';
import type { Located, SourceLocation } from './source.ts';
import type { Reset } from './yaml/resets.ts';
import type { Behaviour } from './versions/behaviour.ts';
import type { LoadOptions } from './options.ts';

/** One loading of one project: what it reads from, what it has read, what it found wrong. */
export interface Reading {
  readonly tree: FileTree;
  readonly problems: Problems;
  /** Compose files by absolute path, in the order of their first reading. No file is parsed twice. */
  readonly parsed: Map<string, Parsed>;
  /** The same files as another version of Compose reads them are not parsed again. */
  readonly texts: Map<string, Parsed>;
  readonly home: string | null;
  readonly purpose: LoadOptions['purpose'];
  readonly samples: ReadonlyMap<string, string>;
  readonly written: AsWritten;
  /** What env files say, by absolute path. */
  readonly envFiles: Map<string, ReadonlyMap<string, Located<string>>>;
  /** Samples, of which values stand in for what is not set, as places write them. */
  readonly stoodIn: Set<string>;
  /** Variables that nothing sets, by file and name. */
  readonly unset: Map<string, Map<string, UnsetUse>>;
  /** Places that are empty without a variable, and decide nothing. */
  readonly emptied: Set<string>;
  /** Every `!reset` and `!override` that was met, and the places of those that found something to clear. */
  readonly resets: Reset[];
  readonly effective: Set<SourceLocation>;
  /**
   * What grows without bound unless it is counted: ports that ranges have been written out to, files that were included, values that are repeated,
   * in this project and in all of the same search, documents laid on others.
   */
  readonly room: {
    expanded: number;
    included: number;
    repeated: number;
    repeatedInAll: number;
    layers: number;
  };
  /** Compose files whose documents were taken. */
  readonly taken: Set<string>;
  readonly before: LoadedBefore;
  /** Places of list items that two definitions of an include and its file, once joined, hold twice. */
  readonly joined: Set<SourceLocation>;
  /** Of the version of Docker Compose that the project is read as. */
  readonly behaviour: Behaviour;
}

/** What the projects of one search that were loaded before have. */
export interface LoadedBefore {
  /** So many values stand in them more than once. */
  readonly repeated: number;
  /** The Compose files that they are made of, by absolute path. */
  readonly files: ReadonlySet<string>;
  /** Files that several of them are made of, read once. */
  readonly shared: Map<string, Parsed>;
}

/** Where a variable that nothing sets is used: the first place that decides the topology, or else the first. */
export interface UnsetUse {
  readonly name: string;
  readonly at: SourceLocation;
  readonly path: readonly string[];
}

/** Files that one project may be made of. */
const MAX_FILES = 1000;

export function startOf(reading: Reading, path: string): SourceLocation {
  return { file: shownPath(path, reading.tree.root), line: 1, column: 1 };
}

/** The documents of the Compose file at `path`; `null`, with the reason as a problem at `from`, where it cannot be read. */
export function readCompose(reading: Reading, path: string, from: SourceLocation): Parsed | null {
  const known = reading.parsed.get(path);
  if (known !== undefined) return known;
  if (reading.parsed.size >= MAX_FILES) {
    reading.problems.push(
      error('too-many-files', from, `The project is made of more than ${MAX_FILES} files; the rest is not read.`),
    );
    return null;
  }
  const text = textIn(asYaml(reading.tree.read(path)), reading, path, from, 'Compose file');
  if (text === null) return null;
  const shown = shownPath(path, reading.tree.root);
  const parsed = reading.texts.get(path) ?? reading.before.shared.get(path) ?? parse(text, shown);
  reading.texts.set(path, parsed);
  if (reading.before.files.has(path)) reading.before.shared.set(path, parsed);
  reading.parsed.set(path, parsed);
  reading.problems.push(...parsed.diagnostics);
  const most = parsed.values === 0 ? null : reading.behaviour('mostValues');
  if (most !== null && parsed.values > most)
    reading.problems.push(
      error(
        'too-many-values',
        from,
        `${shown} holds ${parsed.values} values in one document; Compose reads at most ${most}.`,
      ),
    );
  for (const document of parsed.documents) addWritten(document, reading.written);
  return parsed;
}

/** The text of the file at `path`, which the place `from` asks for as its `purpose`. */
export function readText(reading: Reading, path: string, from: SourceLocation, purpose: string): string | null {
  return textIn(reading.tree.read(path), reading, path, from, purpose);
}

function textIn(read: FileRead, reading: Reading, path: string, from: SourceLocation, purpose: string): string | null {
  const shown = shownPath(path, reading.tree.root);
  switch (read.kind) {
    case 'file':
      return read.text;
    case 'missing':
    case 'pending':
      reading.problems.push(error('file-not-found', from, `The ${purpose} ${shown} does not exist.`));
      return null;
    case 'directory':
      reading.problems.push(error('file-is-directory', from, `The ${purpose} ${shown} is a folder.`));
      return null;
    case 'refused':
      reading.problems.push(error('file-not-read', from, `The ${purpose} ${shown} is not read: ${read.reason}.`));
      return null;
  }
}
