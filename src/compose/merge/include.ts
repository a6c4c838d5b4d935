import { error } from '../diagnostics.ts';
import { addEnvFile } from '../variables/environment.ts';
import { type IncludeItem, includeItem } from './include-item.ts';
import { sampleValuesOf } from '../variables/sample-values.ts';
import { isSame } from '../yaml/is-same.ts';
import { entriesOf, map, mapAt, valueOf, withEntry, without } from '../yaml/nodes.ts';
import { folderOf, isRemote, NOTHING, resolved, shownPath } from '../path.ts';
import { readCompose } from '../reading.ts';
import { mergedAt } from './merge.ts';
import { cleared } from '../yaml/resets.ts';
import type { Document, ModelOf, Scope } from './scope.ts';
import type { SourceLocation } from '../source.ts';
import { repetitionsIn } from '../schema/repetitions.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/** Far more than anybody writes, and few enough for the stack. */
const MOST_LEVELS = 100;

/** Includes of one project in all. Files that include two others each, over some levels, would include millions. */
const MOST_INCLUDES = 1000;

const RESOURCES = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;

/** The model with what its `include` brings, each with a directory and variables of its own. https://docs.docker.com/reference/compose-file/include/ */
export function withIncludes({ model, resets }: Document, scope: Scope, modelOf: ModelOf): MapNode {
  const includes = valueOf(model, 'include');
  if (includes === undefined) return model;
  const rest = without(model, 'include');
  if (includes.kind !== 'list') {
    scope.reading.problems.push(error('include-not-a-list', includes.at, '"include" is a list of files.'));
    return rest;
  }
  return includes.items.reduce<MapNode>((target, node, index) => {
    const item = includeItem(node, ['include', String(index)], scope.reading.problems);
    const imported = item === null ? null : includedBy(item, scope, modelOf);
    return imported === null ? target : withResources(target, imported, resets, scope);
  }, rest);
}

function includedBy(item: IncludeItem, scope: Scope, modelOf: ModelOf): MapNode | null {
  const { reading } = scope;
  const { paths, projectDirectory: own } = item;
  const remote = paths.find(({ path }) => isRemote(path));
  if (remote !== undefined) {
    reading.problems.push(
      error(
        'remote-not-fetched',
        remote.at,
        `${remote.path} lies on another machine and is never fetched. Put the files into the repository.`,
      ),
    );
    return null;
  }
  const files = paths.map(({ at, path }) => ({ at, path: resolved(scope.sources, path) }));
  const [first] = files;
  if (first === undefined) {
    envFilesOf(item, scope.directory, scope);
    return null;
  }
  if (scope.included.includes(first.path)) {
    const way = [...scope.included, first.path].map((path) => shownPath(path, reading.tree.root));
    reading.problems.push(error('include-cycle', first.at, `The file includes itself: ${way.join(' → ')}.`));
    return null;
  }
  if (scope.included.length > MOST_LEVELS) {
    reading.problems.push(
      error(
        'include-too-deep',
        first.at,
        `Files include each other over more than ${MOST_LEVELS} levels; the rest is not read.`,
      ),
    );
    return null;
  }
  reading.room.included += 1;
  if (reading.room.included > MOST_INCLUDES) {
    const message = `The files of the project are included more than ${MOST_INCLUDES} times; the rest is not read.`;
    if (reading.room.included === MOST_INCLUDES + 1)
      reading.problems.push(error('too-many-includes', first.at, message));
    return null;
  }
  const read = files.map(({ path, at }) => readCompose(reading, path, at));
  if (read.includes(null)) return null;
  const project = own === '' ? folderOf(first.path) : resolved(scope.directory, own);
  const environment = environmentOf(item, project, scope);
  const sampled = item.envFiles === null ? sampleValuesOf(resolved(project, '.env'), environment, reading) : null;
  const samples = new Map([...(sampled ?? []), ...scope.samples]);
  // Compose takes a project directory that is none for a file, and starts paths at its folder.
  const isThere = own === '' || own.startsWith('/') || reading.tree.kind(project) === 'directory';
  const directory = isThere ? project : folderOf(project);
  return modelOf(files, { ...scope, directory, sources: project, environment, samples, extended: new Map() });
}

/** The including project's variables win over those of the include's own env files. */
function environmentOf(item: IncludeItem, directory: string, scope: Scope): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of envFilesOf(item, directory, scope))
    addEnvFile(scope.reading, file, item.at, scope.environment, found);
  return new Map([...found, ...scope.environment]);
}

function envFilesOf({ envFiles }: IncludeItem, directory: string, scope: Scope): readonly string[] {
  const { tree, problems } = scope.reading;
  if (envFiles === null) {
    const defaults = resolved(directory, '.env');
    return tree.kind(defaults) === 'file' ? [defaults] : [];
  }
  return envFiles.flatMap(({ path, at }) => {
    const file = resolved(scope.directory, path);
    if (file === NOTHING) return [];
    if (tree.kind(file) === 'file') return [file];
    problems.push(
      error('file-not-found', at, `The env file ${shownPath(file, tree.root)} of this include does not exist.`),
    );
    return [];
  });
}

/** Adds what is not there yet. What is there is laid on it, or must be the same. */
function withResources(target: MapNode, imported: MapNode, resets: Document['resets'], scope: Scope): MapNode {
  return RESOURCES.reduce<MapNode>((model, kind) => {
    const source = mapAt(imported, kind);
    // What is there and no mapping is left for the schema to refuse.
    const there = valueOf(model, kind);
    if (source === undefined || source.entries.size === 0 || (there !== undefined && there.kind !== 'map'))
      return model;
    const own = mapAt(model, kind);
    const entries = new Map<string, MapEntry>(entriesOf(own));
    for (const [name, entry] of source.entries) {
      const known = entries.get(name);
      entries.set(name, known === undefined ? entry : both(entry, known, { kind, name, resets }, scope));
    }
    return withEntry(model, kind, { at: own?.at ?? source.at, value: map(entries, own?.at ?? source.at) });
  }, target);
}

/** What of an included file a file, or an earlier include, also defines. */
interface SharedDefinition {
  readonly kind: (typeof RESOURCES)[number];
  readonly name: string;
  readonly resets: Document['resets'];
}

function both(base: MapEntry, over: MapEntry, { kind, name, resets }: SharedDefinition, { reading }: Scope): MapEntry {
  const { behaviour, effective, joined, problems } = reading;
  if (behaviour('sharedDefinitions') === 'refused') {
    if (!isSame(over.value, base.value)) problems.push(conflict(kind, name, over.at, base.at));
    return over;
  }
  // A tag on the whole definition has nothing to act on: that is done one level below.
  const own = resets
    .filter(({ path }) => path.length > 2 && path[0] === kind && path[1] === name)
    .map((reset) => ({ ...reset, path: reset.path.slice(2) }));
  const kept = base.value.kind === 'map' ? cleared(base.value, own, effective) : base.value;
  const value = mergedAt(kept, over.value, problems, [kind, name]);
  addRepeated(value, joined);
  return { at: base.at, value };
}

/** Places of items that a list holds twice. */
function addRepeated(node: Node, places: Set<SourceLocation>): void {
  if (node.kind === 'map') for (const { value } of node.entries.values()) addRepeated(value, places);
  if (node.kind === 'list') for (const { item } of repetitionsIn(node.items)) places.add(item.at);
}

function conflict(kind: string, name: string, at: SourceLocation, other: SourceLocation): ReturnType<typeof error> {
  return error(
    'include-conflict',
    at,
    `${kind}.${name} is also defined by an included file (${other.file}:${other.line}), differently. Change it in an override file, or keep one of them.`,
  );
}
