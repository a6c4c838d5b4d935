import type { ScalarNode } from './tree.ts';

/** Marks a date: Compose refuses it wherever it wants text, so it must not pass as a string. */
export const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/** Marks what `<<` is, written out. */
export const MERGE = 'tag:yaml.org,2002:merge';

type Value = ScalarNode['value'];

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['.nan', NaN],
  ['.NaN', NaN],
  ['.NAN', NaN],
  ...['', '+', '-'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word): [string, Value] => [`${sign}${word}`, sign === '-' ? -Infinity : Infinity]),
  ),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d{2}:\d{2})| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?)?$/;

/** What a plain scalar stands for, as Compose's YAML reader decides it: YAML 1.2 words, but C-style integers (`0755` is octal). */
export function plainValue(source: string): Value {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  return /^[-+.0-9]/.test(source) ? (numberOf(source) ?? source) : source;
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

/** The number in `source`, or `undefined` where it is none. */
export function numberOf(source: string): number | bigint | undefined {
  const plain = source.replaceAll('_', '');
  const whole = integerOf(plain);
  if (whole !== undefined || !FLOAT.test(plain)) return whole;
  // What no number can hold stays text.
  return Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;

function integerOf(plain: string): number | bigint | undefined {
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
  if (value > 18446744073709551615n || value < -9223372036854775808n) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
