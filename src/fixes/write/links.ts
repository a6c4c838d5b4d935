import { addTo } from '../../words/grouped.ts';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export type Entry = Pair<ParsedNode, ParsedNode | null>;

/** A place that can be changed: an entry of a mapping or an item of a list. */
export type Spot =
  | { readonly kind: 'entry'; readonly map: YAMLMap.Parsed; readonly pair: Entry }
  | { readonly kind: 'item'; readonly list: YAMLSeq.Parsed; readonly item: ParsedNode };

/** What the parts of a file have to do with each other. */
export interface FileLinks {
  readonly spots: ReadonlyMap<number, readonly Spot[]>;
  /** The spot whose value a node is; none: it is the top of a document. */
  readonly spotOf: ReadonlyMap<ParsedNode, Spot>;
  /** What an alias stands for. */
  readonly targets: ReadonlyMap<Alias.Parsed, ParsedNode>;
  /** The aliases of a value with an anchor. */
  readonly aliases: ReadonlyMap<ParsedNode, readonly Alias.Parsed[]>;
  /** How many values of the loaded file are read from `node`. */
  readonly readings: (node: ParsedNode) => number;
}

/** Positions of the documents, and who reads from where through anchors, aliases and merge keys. */
export function linked(documents: readonly Document.Parsed[]): FileLinks {
  const spots = new Map<number, Spot[]>();
  const spotOf = new Map<ParsedNode, Spot>();
  const targets = new Map<Alias.Parsed, ParsedNode>();
  const aliases = new Map<ParsedNode, Alias.Parsed[]>();
  const known = new Map<ParsedNode, number>();
  const around = new Map<ParsedNode, ParsedNode | 'live' | 'aside'>();
  for (const { contents } of documents) {
    const anchors = new Map<string, ParsedNode>();
    if (contents !== null) visit(contents, 'live', anchors, 0);
  }
  return { spots, spotOf, targets, aliases, readings: (node) => readings(node, 0) };

  function visit(
    node: ParsedNode,
    parent: ParsedNode | 'live' | 'aside',
    anchors: Map<string, ParsedNode>,
    depth: number,
  ): void {
    around.set(node, parent);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) return;
      targets.set(node, target);
      addTo(aliases, target, node);
      return;
    }
    if (isMap(node)) {
      for (const pair of node.items) {
        const { key, value } = pair;
        if (key === null) continue;
        const spot: Spot = { kind: 'entry', map: node, pair };
        place(key.range[0], spot);
        if (value === null) continue;
        spotOf.set(value, spot);
        if (value.range[0] !== key.range[0]) place(value.range[0], spot);
        // What stands under `x-…` is read through its aliases only.
        const isAside = depth === 0 && isScalar(key) && String(key.value).startsWith('x-');
        visit(value, isAside ? 'aside' : node, anchors, depth + 1);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) {
        const spot: Spot = { kind: 'item', list: node, item };
        spotOf.set(item, spot);
        place(item.range[0], spot);
        visit(item, node, anchors, depth + 1);
      }
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
  }

  function place(offset: number, spot: Spot): void {
    const there = spots.get(offset);
    if (there === undefined) spots.set(offset, [spot]);
    else there.push(spot);
  }

  function readings(node: ParsedNode, depth: number): number {
    const before = known.get(node);
    if (before !== undefined || depth > DEEPEST) return before ?? DEEPEST;
    const parent = around.get(node) ?? 'live';
    const own = parent === 'live' ? 1 : parent === 'aside' ? 0 : readings(parent, depth + 1);
    const all = (aliases.get(node) ?? []).reduce((sum, alias) => sum + readings(alias, depth + 1), own);
    known.set(node, all);
    return all;
  }
}

/** Far more than anybody nests. */
const DEEPEST = 200;
