import type { ScalarNode } from './tree.ts';

/** Marks a date: Compose refuses it wherever it wants text, so it must not pass as a string. */
export const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

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
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(([Tt]| +)\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?( *(Z|[-+]\d{2}:\d{2}))?)?$/;

/** What a plain scalar stands for, as Compose's YAML reader decides it: YAML 1.2 words, but C-style integers (`0755` is octal). */
export function plainValue(source: string): Value {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  return /^[-+.0-9]/.test(source) ? (numberOf(source) ?? source) : source;
}

export function isTimestamp(source: string): boolean {
  return DATE.test(source);
}

/** The number in `source`, or `undefined` where it is none. */
export function numberOf(source: string): number | bigint | undefined {
  const plain = source.replaceAll('_', '');
  return integerOf(plain) ?? (FLOAT.test(plain) ? Number(plain) : undefined);
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
