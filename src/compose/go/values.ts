/** What Compose, being written in Go, reads a text as. `undefined`: it is not that. */

/** In lower case; words of YAML 1.1 are among them. */
export const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'y', 'yes', 'on'].map((word): [string, boolean] => [word, true]),
  ...['false', 'n', 'no', 'off'].map((word): [string, boolean] => [word, false]),
]);

/** Decimal, 64 bits, with a sign or without. */
export function integerOf(text: string): number | bigint | undefined {
  if (!/^[-+]?[0-9]{1,40}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (value > 9223372036854775807n || value < -9223372036854775808n) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['infinity', Infinity],
]);

/** With `_` between digits, as Go writes it. */
const DECIMAL = /^[-+]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[-+]?\d+(_\d+)*)?$/i;

export function floatOf(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''));
  const special = SPECIAL.get(text.toLowerCase().replace(/^[-+]/, ''));
  return special === undefined ? undefined : text.startsWith('-') ? -special : special;
}

/** The shortest decimal for the 32 bit number that `value` is rounded to. */
export function singlePrecision(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return value;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Math.fround(value);
}
