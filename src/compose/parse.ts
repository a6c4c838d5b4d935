import { LineCounter, parseAllDocuments } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { error } from './diagnostics.ts';
import type { SourceLocation } from './source.ts';
import type { Node } from './tree.ts';
import { tooDeepAt } from './yaml/depth.ts';
import { treeOf } from './yaml/tree-of.ts';

export interface Parsed {
  /** One tree for each `---` document that could be read. */
  readonly documents: readonly Node[];
  readonly diagnostics: readonly Diagnostic[];
}

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
      diagnostics: [error('too-deep', placeOf(text, deep, file), 'The file nests too deep; it is not read.')],
    };
  }
  const lines = new LineCounter();
  // No schema: types are decided in `scalar.ts`. Duplicate keys are found there too, in linear time.
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const place = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const diagnostics: Diagnostic[] = [];
  const documents: Node[] = [];
  for (const document of parsed) {
    for (const problem of document.errors)
      diagnostics.push(syntaxError(problem.code, problem.message, place(problem.pos[0])));
    const tree = treeOf(document, place, diagnostics);
    if (tree !== null) documents.push(tree);
  }
  return { documents, diagnostics };
}

function syntaxError(code: string, message: string, at: SourceLocation): Diagnostic {
  const hint = code === 'TAB_AS_INDENT' ? ' Indent with spaces.' : '';
  return error('yaml-syntax', at, `The file is not valid YAML: ${message.replace(/\s*\n[^]*$/, '')}.${hint}`);
}

function placeOf(text: string, offset: number, file: string): SourceLocation {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
