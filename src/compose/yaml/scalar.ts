import type { ScalarNode } from './tree.ts';

/** Marks a date: Compose refuses it wherever it wants text, so it must not pass as a string. */
export const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/** Marks what `<<` is, written out. */
export const MERGE = 'tag:yaml.org,2002:merge';

type Value = ScalarNode['value'];

/** A plain scalar as Compose's YAML reader types it: YAML 1.2 words, but C-style integers (`0755` is octal). */
export interface Typed {
  readonly type: 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'str';
  readonly value: Value;
}

const WORDS: ReadonlyMap<string, Typed> = new Map<string, Typed>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => typed(word, 'null', null)),
  ...['true', 'True', 'TRUE'].map((word) => typed(word, 'bool', true)),
  ...['false', 'False', 'FALSE'].map((word) => typed(word, 'bool', false)),
  ...['.nan', '.NaN', '.NAN'].map((word) => typed(word, 'float', NaN)),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => typed(word, 'float', Infinity)),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => typed(word, 'float', -Infinity)),
]);

function typed(word: string, type: Typed['type'], value: Value): [string, Typed] {
  return [word, { type, value }];
}

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d{2}:\d{2})| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?)?$/;

/** The type of `text` without quotes and tag; `withDates` is false where a tag asks for another type. */
export function typeOf(text: string, withDates: boolean): Typed {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (withDates && isTimestamp(text)) return { type: 'timestamp', value: text };
  const float = text.startsWith('.') ? pointFloat(text) : undefined;
  if (float !== undefined) return { type: 'float', value: float };
  return /^[-+0-9]/.test(text) ? numberOf(text) : { type: 'str', value: text };
}

/** What a plain scalar stands for; a date is its text. */
export function plainValue(text: string): Value {
  return typeOf(text, false).value;
}

export function isTimestamp(source: string): boolean {
  return dateOf(source) !== null;
}

/** A date as it is written, its parts without leading zeros added. */
export interface WrittenDate {
  readonly day: readonly [year: string, month: string, day: string];
  readonly time: readonly [hour: string, minute: string, second: string];
  readonly fraction: string;
  /** `Z` or `+02:00`. */
  readonly zone: string;
}

/** What Compose's YAML reader takes for a date: one of the calendar, with a time of the day and its zone behind `T`, or one without a zone. */
export function dateOf(source: string): WrittenDate | null {
  const [, year, month = '', day = '', ...rest] = DATE.exec(source) ?? [];
  if (year === undefined) return null;
  const [hour, minute, second, fraction, zone = 'Z'] = rest[0] === undefined ? rest.slice(5) : rest;
  const time = [hour ?? '0', minute ?? '0', second ?? '0'] as const;
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
  const isTime = Number(time[0]) < 24 && Number(time[1]) < 60 && Number(time[2]) < 60;
  const isZone = zone === 'Z' || (Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4)) < 60);
  return isDay && isTime && isZone ? { day: [year, month, day], time, fraction: fraction ?? '', zone } : null;
}

function numberOf(text: string): Typed {
  const plain = text.replaceAll('_', '');
  const integer = integerOf(plain);
  if (integer !== undefined) return { type: 'int', value: integer };
  const float = FLOAT.test(plain) ? Number(plain) : NaN;
  // What no number can hold stays text.
  return Number.isFinite(float) ? { type: 'float', value: float } : { type: 'str', value: text };
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** A number that begins with its point may have `_` between digits only. */
const POINT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

function pointFloat(text: string): number | undefined {
  const value = POINT_FLOAT.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const MAX_DIGITS = 100;

function integerOf(plain: string): number | bigint | undefined {
  if (plain.length > MAX_DIGITS) return longInteger(plain);
  const match = INTEGER.exec(plain);
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, decimal = '0'] = match;
  const magnitude =
    hex !== undefined
      ? BigInt(`0x${hex}`)
      : binary !== undefined
        ? BigInt(`0b${binary}`)
        : octal !== undefined
          ? BigInt(`0o${octal}`)
          : BigInt(decimal);
  const value = sign === '-' ? -magnitude : magnitude;
  if (value < -(1n << 63n) || value >= 1n << (sign === '' ? 64n : 63n)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Only zeros make a number that long one of 64 bits. */
function longInteger(plain: string): number | bigint | undefined {
  const short = plain.replace(/^([-+]?0[xXbBoO]?)0+(?=[0-9a-fA-F])/, '$1');
  return short.length > MAX_DIGITS ? undefined : integerOf(short);
}
