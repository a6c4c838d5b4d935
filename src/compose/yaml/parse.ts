import { LineCounter, parseAllDocuments, type YAMLParseError } from 'yaml';
import { type Diagnostic, error } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import type { Node } from './tree.ts';
import { tooDeepAt } from './depth.ts';
import { placeIn } from './place-in.ts';
import { treeOf } from './tree-of.ts';
import { valuesIn } from './values-in.ts';

export interface Parsed {
  /** One tree for each `---` document that could be read. */
  readonly documents: readonly Node[];
  readonly diagnostics: readonly Diagnostic[];
  /** Values in the largest of the documents; 0 where the text is too short for a number that matters. */
  readonly values: number;
}

/** A value takes two characters at least. */
const LONG = 200_000;

/**
 * Reads YAML text into trees of our own, in which every value knows its place. `file` is the name that places carry.
 * Types are those of Compose's reader, merge keys are applied, aliases share their anchor's nodes, `!reset` and `!override` stay as tags.
 * Wrong syntax, duplicate keys, unknown or recursive aliases, too deep or too large input are diagnostics; never throws.
 */
export function parse(text: string, file: string): Parsed {
  const deep = tooDeepAt(text);
  if (deep >= 0) {
    return {
      documents: [],
      values: 0,
      diagnostics: [error('too-deep', placeIn(text, deep, file), 'The file nests too deep; it is not read.')],
    };
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    // No schema: types are decided in `scalar.ts`. Duplicate keys are found there too, in linear time.
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const place = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Diagnostic[] = [];
  const documents = parsed.flatMap((document) => treeOf(document, place, problems) ?? []);
  const [wrong] = parsed.flatMap(({ errors }) => errors).sort((a, b) => a.pos[0] - b.pos[0]);
  // The first is told, as Compose does: the others, and what the trees then have that is odd, follow from it.
  const values = text.length < LONG ? 0 : Math.max(0, ...parsed.map(valuesIn));
  return { documents, values, diagnostics: wrong === undefined ? problems : [syntaxError(wrong, place(wrong.pos[0]))] };
}

function syntaxError({ code, message }: YAMLParseError, at: SourceLocation): Diagnostic {
  const hint = code === 'TAB_AS_INDENT' ? ' Indent with spaces.' : '';
  const [line = ''] = message.split('\n');
  const told = WITH_TEXT.get(code) ?? line.replace(TEXT_BEHIND, '').trimEnd();
  return error('yaml-syntax', at, `The file is not valid YAML: ${told}.${hint}`);
}

/** What the reader says with words of the file in it, which may be a password without quotes. */
const WITH_TEXT: ReadonlyMap<string, string> = new Map([
  ['BAD_ALIAS', 'An alias that stands for nothing'],
  ['BAD_COLLECTION_TYPE', 'A tag that is not for this kind of value'],
  ['BAD_DIRECTIVE', 'A directive that is not known'],
  ['BAD_DQ_ESCAPE', 'An invalid escape sequence between double quotes'],
  ['TAG_RESOLVE_FAILED', 'A tag that is not known'],
]);

const TEXT_BEHIND = /: (?!in |between |or )\S.*$/;
