import { aliased, anchored, type Anchors, noAnchors } from './anchors.ts';
import { error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import type { WrittenNode, WrittenAlias, WrittenMap } from '../syntax/written.ts';
import type { MapEntry, MapNode, Node } from './tree.ts';
import { MERGE, TIMESTAMP } from './scalar.ts';
import { scalarOf } from './scalar-of.ts';

const NULL = 'tag:yaml.org,2002:null';

type PlaceOfOffset = (offset: number) => SourceLocation;

interface TreeReading {
  readonly place: PlaceOfOffset;
  readonly problems: Problems;
  readonly anchors: Anchors;
  depth: number;
}

/** The YAML documents of one file as trees of ours: none where one cannot be read, with the reason in `problems`. An empty document is a null scalar. */
export function treesOf(documents: readonly WrittenNode[], place: PlaceOfOffset, problems: Problems): readonly Node[] {
  const reading: TreeReading = { place, problems, anchors: noAnchors(), depth: 0 };
  const trees = documents.map((document) => treeOf(document, reading));
  return problems.some(({ code }) => code === 'alias-bomb' || code === 'too-deep') ? [] : trees;
}

function treeOf(document: WrittenNode, reading: TreeReading): Node {
  if (document.kind !== 'alias' && document.kind !== 'scalar' && document.tag === NULL) {
    const at = reading.place(document.at);
    reading.problems.push(error('wrong-tag', at, 'The tag !!null stands before a value. Leave it out.'));
  }
  return nodeOf(document, reading);
}

function nodeOf(source: WrittenNode, reading: TreeReading): Node {
  if (source.kind === 'alias')
    return aliased(source.name, reading.place(source.at), reading.depth, reading.anchors, reading.problems);
  return anchored(source.anchor, reading.anchors, () => {
    reading.depth++;
    const node = convert(source, reading);
    reading.depth--;
    return node;
  });
}

function convert(source: Exclude<WrittenNode, WrittenAlias>, reading: TreeReading): Node {
  const at = reading.place(source.at);
  if (source.kind === 'scalar') return scalarOf(source, at, reading.problems);
  const tag = tagOf(source.tag);
  if (source.kind === 'map') return mapOf(source, at, tag, reading);
  return { kind: 'list', at, tag, items: source.items.map((item) => nodeOf(item, reading)) };
}

/** YAML's own tags say nothing before a map or list: Compose goes by what stands there. */
function tagOf(tag: string | null): string | null {
  return tag === null || tag === '!' || tag.startsWith('tag:yaml.org,2002:') ? null : tag;
}

function mapOf({ pairs }: WrittenMap, at: SourceLocation, tag: string | null, reading: TreeReading): MapNode {
  const entries = new Map<string, MapEntry>();
  const written = new Set<string>();
  const merged: Node[] = [];
  for (const { key, value } of pairs) {
    const keyAt = reading.place(key.at);
    const name = isMerge(key) ? '<<' : nameOf(nodeOf(key, reading), keyAt, reading.problems);
    if (isOtherMerge(key)) reading.problems.push(otherMerge(keyAt));
    const node = nodeOf(value, reading);
    const isTwice = written.has(writtenKey(key)) || (name !== null && entries.has(name));
    written.add(writtenKey(key));
    if (isTwice) reading.problems.push(duplicate(keyAt, name ?? ''));
    else if (isMerge(key)) merged.push(node);
    else if (name !== null) entries.set(name, { at: keyAt, value: node });
  }
  for (const value of merged) mergeInto(entries, value, reading.problems);
  return { kind: 'map', at, entries, tag };
}

/** By what Compose knows a key that is written twice: its text; of an alias its name. */
function writtenKey(key: WrittenNode): string {
  return key.kind === 'scalar' ? key.text : key.kind === 'alias' ? key.name : '';
}

/** `<<`, but not in quotes, and with no other tag than the one that says so. As a value it is a text. */
function isMerge(source: WrittenNode): source is WrittenNode & { readonly kind: 'scalar' } {
  if (source.kind !== 'scalar' || source.text !== '<<') return false;
  return source.tag === null ? source.plain : source.tag === MERGE;
}

/** The tag alone makes a key of any name a merge key in Compose 5. */
function isOtherMerge(source: WrittenNode): boolean {
  return source.kind === 'scalar' && source.tag === MERGE && source.text !== '<<';
}

function otherMerge(at: SourceLocation): Problems[number] {
  return error(
    'yaml-ambiguous',
    at,
    'Compose 5 merges the value of this key into the mapping, Compose 2 does not. Write <<, or leave the tag out.',
  );
}

function duplicate(at: SourceLocation, name: string): Problems[number] {
  return error('duplicate-key', at, `The key "${name}" is written twice in one mapping. Keep one of them.`);
}

function nameOf(key: Node, at: SourceLocation, problems: Problems): string | null {
  if (key.kind === 'scalar' && typeof key.value === 'string' && key.tag !== TIMESTAMP) return key.value;
  const isScalar = key.kind === 'scalar';
  const message = isScalar
    ? 'This key is not text. Put it in quotes.'
    : 'A list or mapping cannot be a key in a Compose file.';
  problems.push(error('key-not-text', at, message));
  if (!isScalar) return null;
  return key.value === null ? 'null' : key.source;
}

/** `<<`: keys of the map itself win, then those of the first merged map. Shallow, as YAML says. */
function mergeInto(entries: Map<string, MapEntry>, value: Node, problems: Problems): void {
  const sources = value.kind === 'list' ? value.items : [value];
  for (const source of sources) {
    if (source.kind !== 'map') {
      problems.push(error('yaml-merge', source.at, 'The merge key << needs a mapping or a list of mappings.'));
    } else for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}
