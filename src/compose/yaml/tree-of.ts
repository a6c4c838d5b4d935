import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import type { MapEntry, MapNode, Node } from './tree.ts';
import { TIMESTAMP } from './scalar.ts';
import { nullAt, scalarOf } from './scalar-of.ts';

/** Nodes that aliases may add to a file. Ten lines of aliases of aliases would otherwise grow without bound. */
const MAX_ALIASED = 400_000;
const MAX_DEPTH = 400;

type PlaceOfOffset = (offset: number) => SourceLocation;

interface TreeReading {
  readonly place: PlaceOfOffset;
  readonly problems: Problems;
  readonly anchors: Map<string, Node | 'open'>;
  /** Number of values below each anchored node, itself included. */
  readonly sizes: Map<Node, number>;
  aliased: number;
  depth: number;
}

/** One YAML document as a tree of ours; `null` where it cannot be read, with the reason in `problems`. An empty document is a null scalar. */
export function treeOf(document: Document.Parsed, place: PlaceOfOffset, problems: Problems): Node | null {
  const reading: TreeReading = { place, problems, anchors: new Map(), sizes: new Map(), aliased: 0, depth: 0 };
  const before = problems.length;
  const tree = nodeOf(document.contents, reading, document.range[0]);
  return problems.slice(before).some((problem) => problem.code === 'alias-bomb' || problem.code === 'too-deep')
    ? null
    : tree;
}

function nodeOf(source: ParsedNode | null | undefined, reading: TreeReading, offset: number): Node {
  if (source === null || source === undefined) return nullAt(reading.place(offset));
  if (isAlias(source)) return aliased(source.source, reading, reading.place(source.range[0]));
  const anchor = source.anchor;
  if (anchor !== undefined) reading.anchors.set(anchor, 'open');
  reading.depth++;
  const node = reading.depth > MAX_DEPTH ? tooDeep(reading, source.range[0]) : convert(source, reading);
  reading.depth--;
  if (anchor !== undefined) reading.anchors.set(anchor, node);
  return node;
}

function convert(source: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed, reading: TreeReading): Node {
  const at = reading.place(source.range[0]);
  if (isScalar(source)) return scalarOf(source, at);
  const tag = source.tag ?? null;
  if (isSeq(source)) {
    return {
      kind: 'list',
      at,
      tag: tagOf(tag),
      items: source.items.map((item) => nodeOf(item, reading, source.range[0])),
    };
  }
  return isMap(source) ? mapOf(source, at, tagOf(tag), reading) : nullAt(at);
}

/** Tags that only name the type a map or list has anyway say nothing. */
function tagOf(tag: string | null): string | null {
  return tag === null || tag.startsWith('tag:yaml.org,2002:') ? null : tag;
}

function tooDeep(reading: TreeReading, offset: number): Node {
  const at = reading.place(offset);
  reading.problems.push(error('too-deep', at, 'The file nests too deep; it is not read.'));
  return nullAt(at);
}

function aliased(name: string, reading: TreeReading, at: SourceLocation): Node {
  const node = reading.anchors.get(name);
  if (node === undefined || node === 'open') {
    reading.problems.push(
      node === 'open'
        ? error('recursive-alias', at, 'This alias is inside the value it stands for.')
        : error(
            'unknown-alias',
            at,
            'This alias stands for nothing: no value before it has its anchor. A text that begins with * needs quotes.',
          ),
    );
    return nullAt(at);
  }
  reading.aliased += sizeOf(node, reading.sizes);
  if (reading.aliased > MAX_ALIASED && !reading.problems.some((problem) => problem.code === 'alias-bomb')) {
    reading.problems.push(
      error('alias-bomb', at, `The aliases of this file stand for more than ${MAX_ALIASED} values; it is not read.`),
    );
  }
  return reading.aliased > MAX_ALIASED ? nullAt(at) : node;
}

function sizeOf(node: Node, sizes: Map<Node, number>): number {
  if (node.kind === 'scalar') return 1;
  const known = sizes.get(node);
  if (known !== undefined) return known;
  let size = 1;
  if (node.kind === 'list') for (const item of node.items) size += sizeOf(item, sizes);
  else for (const { value } of node.entries.values()) size += sizeOf(value, sizes);
  sizes.set(node, size);
  return size;
}

function mapOf(source: YAMLMap.Parsed, at: SourceLocation, tag: string | null, reading: TreeReading): MapNode {
  const entries = new Map<string, MapEntry>();
  const merged: Node[] = [];
  for (const pair of source.items) {
    const key = isAlias(pair.key)
      ? aliased(pair.key.source, reading, reading.place(pair.key.range[0]))
      : keyOf(pair.key, reading, source.range[0]);
    const value = nodeOf(pair.value, reading, pair.key?.range[1] ?? source.range[0]);
    if (isMergeKey(key)) {
      if (merged.length > 0) duplicate(reading, key.at, '<<');
      merged.push(value);
      continue;
    }
    const name = nameOf(key, reading);
    if (name === null) continue;
    if (entries.has(name)) duplicate(reading, key.at, name);
    else entries.set(name, { at: key.at, value });
  }
  for (const value of merged) mergeInto(entries, value, reading);
  return { kind: 'map', at, entries, tag };
}

function keyOf(key: ParsedNode | null, reading: TreeReading, offset: number): Node {
  return key === null ? nullAt(reading.place(offset)) : nodeOf(key, reading, key.range[0]);
}

function isMergeKey(key: Node): boolean {
  return key.kind === 'scalar' && !key.quoted && key.value === '<<';
}

function duplicate(reading: TreeReading, at: SourceLocation, name: string): void {
  reading.problems.push(
    error('duplicate-key', at, `The key "${name}" is written twice in one mapping. Keep one of them.`),
  );
}

function nameOf(key: Node, reading: TreeReading): string | null {
  if (key.kind === 'scalar' && typeof key.value === 'string' && key.tag !== TIMESTAMP) return key.value;
  if (key.kind === 'scalar') {
    const written = key.value === null ? 'null' : key.source;
    reading.problems.push(
      error('key-not-text', key.at, `The key ${written} is not text. Put it in quotes: "${written}".`),
    );
    return written;
  }
  reading.problems.push(error('key-not-text', key.at, 'A list or mapping cannot be a key in a Compose file.'));
  return null;
}

/** `<<`: keys of the map itself win, then those of the first merged map. Shallow, as YAML says. */
function mergeInto(entries: Map<string, MapEntry>, value: Node, reading: TreeReading): void {
  const sources = value.kind === 'list' ? value.items : [value];
  for (const source of sources) {
    if (source.kind !== 'map') {
      reading.problems.push(error('yaml-merge', source.at, 'The merge key << needs a mapping or a list of mappings.'));
    } else for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}
