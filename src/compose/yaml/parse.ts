import { type Diagnostic, error } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import { parseDocuments } from '../syntax/parse-documents.ts';
import type { Problem } from '../syntax/scanner.ts';
import type { Node } from './tree.ts';
import { placesIn } from './places-in.ts';
import { treesOf } from './tree-of.ts';
import type { WrittenNode } from '../syntax/written.ts';

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
 * The text is read, types are decided, and merge keys are applied as Compose's reader does it; aliases share their anchor's nodes, `!reset`
 * and `!override` stay as tags. Wrong syntax, duplicate keys, unknown or recursive aliases, too deep or too large input are diagnostics;
 * never throws.
 */
export function parse(text: string, file: string): Parsed {
  const place = placesIn(text, file);
  const { documents, problem } = parseDocuments(text);
  const problems: Diagnostic[] = [];
  const trees = treesOf(documents, place, problems);
  const values = text.length < LONG ? 0 : Math.max(0, ...documents.map(valuesIn));
  if (problem === null) return { documents: trees, values, diagnostics: problems };
  // It is told alone, as Compose does: what the trees then have that is odd follows from it.
  return {
    documents: problem.code === 'too-deep' ? [] : trees,
    values,
    diagnostics: [told(problem, place(problem.at))],
  };
}

function told({ code, message }: Problem, at: SourceLocation): Diagnostic {
  return error(code, at, code === 'yaml-syntax' ? `The file is not valid YAML: ${message}.` : message);
}

/**
 * How many values a document holds, as Compose counts them: every mapping, list, scalar that is no key, and alias is one; what `!override` or
 * `!reset` marks is one altogether.
 */
function valuesIn(source: WrittenNode): number {
  if (source.kind === 'alias' || source.tag === '!override' || source.tag === '!reset') return 1;
  if (source.kind === 'list') return source.items.reduce((sum, item) => sum + valuesIn(item), 1);
  return source.kind === 'map' ? source.pairs.reduce((sum, { value }) => sum + valuesIn(value), 1) : 1;
}
