import { isHalf, notPrintableAt } from './characters.ts';
import { parseNode } from './parse-node.ts';
import { advance, empty, HANDLES, isNext, next, type Parser, wrong } from './parser.ts';
import { fail, type Problem, scannerOf } from './scanner.ts';
import type { WrittenNode } from './written.ts';

export interface WrittenDocuments {
  /** The value of each document; of the one with the problem, what comes before it. */
  readonly documents: readonly WrittenNode[];
  readonly problem: Problem | null;
}

/**
 * Reads the YAML documents of `text` as Compose's reader does, which knows YAML 1.1 with ways of its own: line breaks at CR, U+0085, U+2028
 * and U+2029 too, keys of 1024 characters at most, another document only behind `---`. Linear in the length of the text; never throws.
 */
export function parseDocuments(text: string): WrittenDocuments {
  const scanner = scannerOf(text);
  const hidden = notPrintableAt(text);
  if (hidden >= 0) {
    fail(scanner, hidden, isHalf(text, hidden) ? HALF : HIDDEN);
    return { documents: [], problem: scanner.problem };
  }
  const parser: Parser = { scanner, handles: HANDLES, end: 0 };
  const documents: WrittenNode[] = [];
  const isMarked = isNext(parser, 'version', 'handle', 'document-start', 'stream-end');
  if (!isMarked) documents.push(endDocument(parser, parseNode(parser, 'block')));
  for (let isFirst = isMarked; hasDocument(parser, isFirst); isFirst = false) {
    parseDirectives(parser);
    documents.push(endDocument(parser, parseMarked(parser)));
  }
  return { documents, problem: scanner.problem };
}

const HIDDEN = 'a character stands here that cannot be seen and that no YAML file may hold. Delete it';
const HALF = 'half a character of UTF-16 stands here. Save the file as UTF-8';

function hasDocument(parser: Parser, isFirst: boolean): boolean {
  while (!isFirst && isNext(parser, 'document-end')) advance(parser);
  return !isNext(parser, 'stream-end');
}

/** What stands behind `---`. */
function parseMarked(parser: Parser): WrittenNode {
  if (isNext(parser, 'document-start')) advance(parser);
  else wrong(parser, next(parser).at, 'this belongs to no value. Another document begins behind a line "---" only');
  return isNext(parser, 'version', 'handle', 'document-start', 'document-end', 'stream-end')
    ? empty(parser)
    : parseNode(parser, 'block');
}

function endDocument(parser: Parser, value: WrittenNode): WrittenNode {
  if (isNext(parser, 'document-end')) advance(parser);
  return value;
}

function parseDirectives(parser: Parser): void {
  const handles = new Map<string, string>();
  let hasVersion = false;
  for (let token = next(parser); token.kind === 'version' || token.kind === 'handle'; token = next(parser)) {
    const isTwice = token.kind === 'version' ? hasVersion : handles.has(token.handle);
    if (isTwice) fail(parser.scanner, token.at, 'The directive is written twice.', 'yaml-directive');
    if (token.kind === 'handle') handles.set(token.handle, token.prefix);
    else {
      hasVersion = true;
      if (!token.isKnown)
        fail(parser.scanner, token.at, 'Compose reads YAML 1.1 only. Leave the line out.', 'yaml-directive');
    }
    advance(parser);
  }
  parser.handles = new Map([...HANDLES, ...handles]);
}
