import { isTimestamp, plainValue } from '../../compose/yaml/scalar.ts';

/** A value as it is to be written. */
export type Shown =
  | { readonly kind: 'scalar'; readonly text: string; readonly style: ScalarStyle }
  /** Text as it stands in a file: an alias, a tag with what it is for. */
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ShownItem[] }
  | { readonly kind: 'map'; readonly entries: readonly ShownEntry[] };

/** `plain`: as it is, whatever it is read as. `bare`: without quotes where it is read as this text. `any`: so too, but for what looks like a number. */
export type ScalarStyle = 'plain' | 'bare' | 'single' | 'double' | 'any';

/** `from`: offset of the value in the file that it was copied from. */
export interface ShownItem {
  readonly from: number | null;
  readonly value: Shown;
}

export interface ShownEntry {
  readonly key: string;
  /** The key is `<<`, without quotes: the value brings others. */
  readonly isMerge: boolean;
  readonly value: Shown;
}

export interface Habits {
  readonly step: number;
  readonly dash: number;
  readonly hasDashes: boolean;
}

export function entryOf(key: string, value: Shown): ShownEntry {
  return { key, isMerge: false, value };
}

/** Lines of an entry in block style, the first without its indent, which is `indent` columns. */
export function entryLines(entry: ShownEntry, indent: number, habits: Habits): readonly string[] {
  const { value } = entry;
  const name = keyText(entry, false);
  if (isInline(value, habits)) {
    const text = inline(value, false);
    return [text === '' ? `${name}:` : `${name}: ${text}`];
  }
  const below = indent + (value.kind === 'list' ? habits.dash : habits.step);
  const [first = '', ...rest] = blockLines(value, below, habits);
  return [`${name}:`, ' '.repeat(below) + first, ...rest];
}

/** Lines of an item in block style, the first without its indent, which is `indent` columns to the dash. */
export function itemLines(value: Shown, indent: number, habits: Habits): readonly string[] {
  if (isInline(value, habits)) return [`- ${inline(value, false) || 'null'}`];
  const [first = '', ...rest] = blockLines(value, indent + 2, habits);
  return [`- ${first}`, ...rest];
}

/** Lines of `value`, no scalar, in block style at `indent` columns, the first without its indent. */
export function blockLines(value: Shown, indent: number, habits: Habits): readonly string[] {
  const space = ' '.repeat(indent);
  const lines =
    value.kind === 'map'
      ? value.entries.map((entry) => entryLines(entry, indent, habits))
      : value.kind === 'list'
        ? value.items.map((item) => itemLines(item.value, indent, habits))
        : [[inline(value, false)]];
  return lines.flatMap(([first = '', ...rest], index) => [index === 0 ? first : space + first, ...rest]);
}

/** `value` on one line. `isFlow`: between brackets or braces. */
export function inline(value: Shown, isFlow: boolean): string {
  switch (value.kind) {
    case 'scalar':
      return scalarText(value.text, value.style, isFlow);
    case 'verbatim':
      return value.text;
    case 'list':
      return `[${value.items.map((item) => inline(item.value, true) || 'null').join(', ')}]`;
    case 'map':
      if (value.entries.length === 0) return '{}';
      return `{ ${value.entries.map(inlineEntry).join(', ')} }`;
  }
}

export function inlineEntry(entry: ShownEntry): string {
  return `${keyText(entry, true)}: ${inline(entry.value, true) || 'null'}`;
}

function keyText({ key, isMerge }: ShownEntry, isFlow: boolean): string {
  return isMerge ? key : scalarText(key, 'any', isFlow);
}

function isInline(value: Shown, { hasDashes }: Habits): boolean {
  if (value.kind === 'list') return value.items.length === 0 || (!hasDashes && value.items.every(isText));
  return value.kind !== 'map' || value.entries.length === 0;
}

function isText({ value }: ShownItem): boolean {
  return value.kind === 'scalar' || value.kind === 'verbatim';
}

/** A scalar in the wanted style, or in the nearest that says the same. An empty plain one is null. */
export function scalarText(text: string, style: ScalarStyle, isFlow: boolean): string {
  if (style === 'plain' && text === '') return '';
  if (style === 'plain' && isSafe(text, isFlow)) return text;
  const isBare = style === 'bare' || (style === 'any' && PLAIN.test(text));
  if (isBare && isSafe(text, isFlow) && plainValue(text) === text && !OLD_WORD.test(text)) return text;
  if (style === 'single' && /^[\x20-\x7e\u00a0-\ud7ff]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(SPECIAL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Starts like a name, a path or a variable. */
const PLAIN = /^[A-Za-z_/.$-][\x21-\x7e]*$/;
/** Booleans of YAML 1.1, which other readers still know. */
const OLD_WORD = /^(y|yes|n|no|on|off|true|false|null|~)$/i;
/** What Go's reader takes for the end of a line, and what no editor shows. */

const SPECIAL = /[\x7f-\x9f\u2028\u2029\ufeff]/g;

/** Whether `text` stays one scalar without quotes. */
function isSafe(text: string, isFlow: boolean): boolean {
  return (
    /^[^\s\-?:,[\]{}#&*!|>'"%@`]|^[-?:][^\s,[\]{}]/.test(text) &&
    !/[\n\r\t]|: |:$| #|\s$/.test(text) &&
    !/^(---|\.\.\.)/.test(text) &&
    !SPECIAL_ONCE.test(text) &&
    !(isFlow && /[,[\]{}]|:["']|:$/.test(text)) &&
    !isTimestamp(text)
  );
}

const SPECIAL_ONCE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;
