import { advance, empty, isNext, next, parseProperties, type Parser, wrong } from './parser.ts';
import type { WrittenNode, WrittenPair } from './written.ts';

/** Where a value stands: in a block; behind a key, where a list needs no indent of its own; or in brackets. */
type Place = 'block' | 'value' | 'flow';

/** One value with its anchor and tag. Aliases are not looked up, and types are not decided. */
export function parseNode(parser: Parser, place: Place): WrittenNode {
  const first = next(parser);
  if (first.kind === 'alias') {
    advance(parser);
    return { kind: 'alias', at: first.at, name: first.name };
  }
  const properties = parseProperties(parser);
  const content = parseContent(parser, place);
  if (content === null && properties === null)
    wrong(parser, next(parser).at, 'a value is missing here, or a sign stands where none can be');
  return { ...(content ?? empty(parser)), ...properties };
}

function parseContent(parser: Parser, place: Place): WrittenNode | null {
  const token = next(parser);
  const { at } = token;
  if (token.kind === 'item' && place === 'value') return { kind: 'list', at, items: parseItems(parser), ...BARE };
  if (place === 'flow' && (token.kind === 'block-list' || token.kind === 'block-map')) return null;
  switch (token.kind) {
    case 'scalar':
      advance(parser);
      return { kind: 'scalar', at, text: token.text, plain: token.plain, ...BARE };
    case 'block-list':
      advance(parser);
      return { kind: 'list', at, items: parseBlockList(parser), ...BARE };
    case 'block-map':
      advance(parser);
      return { kind: 'map', at, pairs: parseBlockMap(parser), ...BARE };
    case 'flow-list':
      advance(parser);
      return { kind: 'list', at, items: parseFlowList(parser), ...BARE };
    case 'flow-map':
      advance(parser);
      return { kind: 'map', at, pairs: parseFlowMap(parser), ...BARE };
    default:
      return null;
  }
}

const BARE = { tag: null, anchor: null };

function parseBlockList(parser: Parser): readonly WrittenNode[] {
  const items: WrittenNode[] = [];
  while (isNext(parser, 'item')) {
    advance(parser);
    items.push(isNext(parser, 'item', 'block-end') ? empty(parser) : parseNode(parser, 'block'));
  }
  endBlock(parser, 'an item of the list is expected here: it begins with "- " at the column of the others');
  return items;
}

/** The items of a list at the indent of its key: no token says where it ends. */
function parseItems(parser: Parser): readonly WrittenNode[] {
  const items: WrittenNode[] = [];
  while (isNext(parser, 'item')) {
    advance(parser);
    items.push(isNext(parser, 'item', 'key', 'value', 'block-end') ? empty(parser) : parseNode(parser, 'block'));
  }
  return items;
}

function parseBlockMap(parser: Parser): readonly WrittenPair[] {
  const pairs: WrittenPair[] = [];
  while (isNext(parser, 'key')) {
    advance(parser);
    const key = parseInMap(parser);
    if (isNext(parser, 'value')) {
      advance(parser);
      pairs.push({ key, value: parseInMap(parser) });
    } else pairs.push({ key, value: empty(parser) });
  }
  endBlock(parser, 'a key is expected here, at the column of the others of its mapping');
  return pairs;
}

function parseInMap(parser: Parser): WrittenNode {
  return isNext(parser, 'key', 'value', 'block-end') ? empty(parser) : parseNode(parser, 'value');
}

function endBlock(parser: Parser, expected: string): void {
  if (isNext(parser, 'block-end')) advance(parser);
  else wrong(parser, next(parser).at, expected);
}

function parseFlowList(parser: Parser): readonly WrittenNode[] {
  const items: WrittenNode[] = [];
  while (hasMore(parser, 'flow-list-end', items.length > 0)) {
    const token = next(parser);
    if (token.kind === 'key') {
      advance(parser);
      items.push({ kind: 'map', at: token.at, pairs: [parsePair(parser)], ...BARE });
    } else items.push(parseNode(parser, 'flow'));
  }
  return items;
}

/** `[a: b]`, a mapping of one pair. Where its key is missing, Compose's reader passes over what stands there instead. */
function parsePair(parser: Parser): WrittenPair {
  const hasKey = !isNext(parser, 'value', 'flow-entry', 'flow-list-end');
  const key = hasKey ? parseNode(parser, 'flow') : empty(parser);
  if (!hasKey) advance(parser);
  return { key, value: parseFlowValue(parser, 'flow-list-end') };
}

function parseFlowMap(parser: Parser): readonly WrittenPair[] {
  const pairs: WrittenPair[] = [];
  while (hasMore(parser, 'flow-map-end', pairs.length > 0)) {
    if (isNext(parser, 'key')) {
      advance(parser);
      const key = isNext(parser, 'value', 'flow-entry', 'flow-map-end') ? empty(parser) : parseNode(parser, 'flow');
      pairs.push({ key, value: parseFlowValue(parser, 'flow-map-end') });
    } else pairs.push({ key: parseNode(parser, 'flow'), value: empty(parser) });
  }
  return pairs;
}

function parseFlowValue(parser: Parser, end: 'flow-list-end' | 'flow-map-end'): WrittenNode {
  if (!isNext(parser, 'value')) return empty(parser);
  advance(parser);
  return isNext(parser, 'flow-entry', end) ? empty(parser) : parseNode(parser, 'flow');
}

/** Goes past the comma before the next entry, or past the closing bracket. */
function hasMore(parser: Parser, end: 'flow-list-end' | 'flow-map-end', needsComma: boolean): boolean {
  if (needsComma && isNext(parser, 'flow-entry')) advance(parser);
  else if (needsComma && !isNext(parser, end, 'stream-end'))
    wrong(parser, next(parser).at, `a comma or ${end === 'flow-list-end' ? ']' : '}'} is missing before this`);
  if (isNext(parser, 'stream-end')) wrong(parser, next(parser).at, 'a bracket is not closed');
  else if (!isNext(parser, end)) return true;
  else advance(parser);
  return false;
}
