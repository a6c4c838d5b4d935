import { peek, take } from './scan.ts';
import { fail, type Scanner } from './scanner.ts';
import type { Token } from './tokens.ts';
import type { Properties, WrittenScalar } from './written.ts';

/** Where the parsing of one text is. */
export interface Parser {
  readonly scanner: Scanner;
  /** What the handles of tags stand for in this document. */
  handles: ReadonlyMap<string, string>;
  /** Where the last token ended: the place of a value that is not there. */
  end: number;
}

export function next(parser: Parser): Token {
  return peek(parser.scanner);
}

export function advance(parser: Parser): Token {
  const token = take(parser.scanner);
  parser.end = token.end;
  return token;
}

export function wrong(parser: Parser, at: number, message: string): void {
  fail(parser.scanner, at, message);
}

export function isNext(parser: Parser, ...kinds: readonly Token['kind'][]): boolean {
  return kinds.includes(next(parser).kind);
}

export function empty(parser: Parser): WrittenScalar {
  return { kind: 'scalar', at: parser.end, text: '', plain: true, tag: null, anchor: null };
}

/** A tag and an anchor, in any order; `null` where there is neither. */
export function parseProperties(parser: Parser): Properties | null {
  let tag: string | undefined;
  let anchor: string | undefined;
  for (;;) {
    const token = next(parser);
    if (token.kind === 'tag' && tag === undefined) tag = tagOf(parser, token);
    else if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
    else break;
    advance(parser);
  }
  return tag === undefined && anchor === undefined ? null : { tag: tag ?? null, anchor: anchor ?? null };
}

const OWN = 'tag:yaml.org,2002:';

export const HANDLES: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', OWN],
]);

function tagOf(parser: Parser, { handle, suffix, at }: Token & { readonly kind: 'tag' }): string {
  const prefix = handle === '' ? '' : parser.handles.get(handle);
  if (prefix === undefined) wrong(parser, at, 'no line %TAG says what this tag stands for');
  const tag = `${prefix ?? ''}${suffix}`;
  return tag.startsWith('!!') ? `${OWN}${tag.slice(2)}` : tag;
}
