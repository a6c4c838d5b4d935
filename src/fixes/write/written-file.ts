import { isAlias, isMap, isSeq, parseAllDocuments, type Alias, type Document, type ParsedNode } from 'yaml';
import type { SourceLocation } from '../../compose/source.ts';
import { tooDeepAt } from '../../compose/yaml/depth.ts';
import { secretsOf, type Secrets } from './secret-lines.ts';
import { linked, type FileLinks, type Spot } from './links.ts';

/** A file as it stands, with what its author is used to: what is added follows it. */
export interface WrittenFile {
  /** The file's text, without its byte order mark. */
  readonly text: string;
  /** The byte order mark before the text, or nothing. */
  readonly mark: string;
  /** Offset of the start of each line. */
  readonly lines: readonly number[];
  /** Each line with its line break, if it has one. */
  readonly lineTexts: readonly string[];
  readonly newline: '\n' | '\r\n';
  /** Columns that a mapping stands to the right of its key, and the dash of a list. */
  readonly step: number;
  readonly dash: number;
  /** Whether lists are written with dashes rather than in brackets. */
  readonly hasDashes: boolean;
  readonly documents: readonly Document.Parsed[];
  readonly links: FileLinks;
  /** Looked for once, where somebody asks. */
  readonly secrets: () => Secrets;
  /** Lines of the file after a change that may hold a credential, as they may be shown; `null`: too much was looked at for that already. */
  readonly hiddenAfter: (change: TextChange) => Secrets['lines'] | null;
}

/** A text after a change, and the parts of the one before that it replaces, which tell it from others in a few letters. */
export interface TextChange {
  readonly after: string;
  readonly splices: readonly unknown[];
}

/** Letters that are still looked at for what may be shown of files after a change: each fix of a file makes another text of it. */
export interface LettersAfter {
  left: number;
}

/** The file of that name, as places have it, or why it cannot be edited: the words behind "it cannot be written into the files: ". */
export type OpenFile = (name: string) => WrittenFile | { readonly reason: string };

/** `text` as YAML; without documents where it cannot be read as that, as an env file need not. */
export function writtenFile(text: string, letters: LettersAfter = { left: Infinity }): WrittenFile {
  const parsed = documentsIn(text);
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  let secrets: Secrets | null = null;
  const after = new Map<string, Secrets['lines']>();
  const habits = habitsOf(text, lines, parsed);
  return {
    text,
    mark: '',
    lines,
    lineTexts: lines.flatMap((start, line) => (start < text.length ? [text.slice(start, lines[line + 1])] : [])),
    newline: /\r\n/.test(text) && !/[^\r]\n/.test(text) ? '\r\n' : '\n',
    ...habits,
    documents: parsed,
    links: linked(parsed),
    secrets: () => (secrets ??= secretsOf({ text, lines, documents: parsed })),
    hiddenAfter: ({ after: changed, splices }) => {
      const key = JSON.stringify(splices);
      const known = after.get(key);
      if (known !== undefined) return known;
      if (letters.left < changed.length) return null;
      letters.left -= changed.length;
      const found = writtenFile(changed).secrets().lines;
      after.set(key, found);
      return found;
    },
  };
}

function documentsIn(text: string): readonly Document.Parsed[] {
  if (tooDeepAt(text) >= 0) return [];
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    // `!!omap` and `!!set` would become nodes without places.
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const parsed = [...documents];
  return parsed.some(({ errors }) => errors.length > 0) ? [] : parsed;
}

export function offsetOf({ lines }: WrittenFile, { line, column }: SourceLocation): number {
  return (lines[line - 1] ?? 0) + column - 1;
}

/** Start of the line that `offset` is in. */
export function lineStart({ text }: WrittenFile, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Start of the line behind that of `offset`; the end of the file where there is none. */
export function lineEnd({ text }: WrittenFile, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Columns before `offset`. */
export function columnOf(file: WrittenFile, offset: number): number {
  return offset - lineStart(file, offset);
}

/** What stands at the offset: entries by their key or their value, items of lists. */
export function spotsAt({ links }: WrittenFile, offset: number): readonly Spot[] {
  return links.spots.get(offset) ?? [];
}

function habitsOf(
  text: string,
  lines: readonly number[],
  documents: readonly Document.Parsed[],
): Pick<WrittenFile, 'step' | 'dash' | 'hasDashes'> {
  let step: number | null = null;
  let dash: number | null = null;
  let [dashes, brackets] = [0, 0];
  const column = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  const look = (node: ParsedNode | Alias.Parsed | null): void => {
    if (node === null || isAlias(node)) return;
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (key !== null && value !== null && node.flow !== true && (isMap(value) || isSeq(value))) {
          const by = column(value.range[0]) - column(key.range[0]);
          if (isMap(value) && value.flow !== true && value.items.length > 0) step ??= by > 0 ? by : null;
          if (isSeq(value) && value.flow !== true) dash ??= by >= 0 ? by : null;
        }
        look(value);
      }
    } else if (isSeq(node)) {
      if (node.flow === true) brackets += 1;
      else dashes += 1;
      for (const item of node.items) look(item);
    }
  };
  for (const { contents } of documents) look(contents);
  return { step: step ?? 2, dash: dash ?? step ?? 2, hasDashes: dashes >= brackets };
}
