import { error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import type { Node } from './tree.ts';
import { nullAt } from './scalar-of.ts';

/** Nodes that aliases may add to a file. Ten lines of aliases of aliases would otherwise grow without bound. */
const MAX_ALIASED = 400_000;
/** Levels of a tree with its aliases: what comes after walks it. */
const MAX_DEPTH = 400;

/** What the anchors of a file stand for: also in its further documents, as Compose's reader has it. */
export interface Anchors {
  readonly bound: Map<string, Bound>;
  readonly extents: Map<Node, ValueExtent>;
  aliased: number;
}

/** `null` while the value is being read. */
interface Bound {
  node: Node | null;
}

/** How much a value holds: values and levels, itself included. */
interface ValueExtent {
  readonly size: number;
  readonly depth: number;
}

export function noAnchors(): Anchors {
  return { bound: new Map(), extents: new Map(), aliased: 0 };
}

/** What `read` gives, bound to `name` from its beginning on. An anchor of the same name within it is the later one. */
export function anchored(name: string | null, anchors: Anchors, read: () => Node): Node {
  if (name === null) return read();
  const bound: Bound = { node: null };
  anchors.bound.set(name, bound);
  bound.node = read();
  return bound.node;
}

/** The value that the alias `name` at `at` stands for, `depth` levels deep in the tree. */
export function aliased(name: string, at: SourceLocation, depth: number, anchors: Anchors, problems: Problems): Node {
  const bound = anchors.bound.get(name);
  const refuse = (code: string, message: string): Node => {
    if (!CODES_TOLD_ONCE.has(code) || !problems.some((problem) => problem.code === code))
      problems.push(error(code, at, message));
    return nullAt(at);
  };
  if (bound === undefined) return refuse('unknown-alias', UNKNOWN);
  if (bound.node === null) return refuse('recursive-alias', 'This alias is inside the value it stands for.');
  const extent = extentOf(bound.node, anchors.extents);
  anchors.aliased += extent.size;
  if (anchors.aliased > MAX_ALIASED)
    return refuse('alias-bomb', `The aliases of this file stand for more than ${MAX_ALIASED} values; it is not read.`);
  if (depth + extent.depth > MAX_DEPTH) return refuse('too-deep', 'The file nests too deep; it is not read.');
  return bound.node;
}

const CODES_TOLD_ONCE: ReadonlySet<string> = new Set(['alias-bomb', 'too-deep']);

const UNKNOWN =
  'This alias stands for nothing: no value before it has its anchor. A text that begins with * needs quotes.';

function extentOf(node: Node, extents: Map<Node, ValueExtent>): ValueExtent {
  if (node.kind === 'scalar') return { size: 1, depth: 1 };
  const known = extents.get(node);
  if (known !== undefined) return known;
  let [size, depth] = [1, 0];
  const children = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  for (const child of children) {
    const extent = extentOf(child, extents);
    size += extent.size;
    depth = Math.max(depth, extent.depth);
  }
  const extent = { size, depth: depth + 1 };
  extents.set(node, extent);
  return extent;
}
