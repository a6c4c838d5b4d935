const UNITS: ReadonlyMap<string, number> = new Map([
  ['k', 1024],
  ['m', 1024 ** 2],
  ['g', 1024 ** 3],
  ['t', 1024 ** 4],
  ['p', 1024 ** 5],
]);

/** `_` may stand between digits. */
const SIZE =
  /^(\+?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?) ?(?:b|([kmgtp])(?:b|ib)?)?$/i;

/** The bytes in a size as the engine reads it: `512m`, `1.5 GB`, `64KiB`, `100b`, `100`, in powers of 1024; `undefined`: not a size, or below zero. */
export function bytesOf(text: string): bigint | undefined {
  const [, amount, unit = ''] = SIZE.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const bytes = Math.trunc(Number(amount.replaceAll('_', '')) * (UNITS.get(unit.toLowerCase()) ?? 1));
  // What is beyond 64 bits becomes the smallest number that they hold.
  return bytes < 2 ** 63 ? BigInt(bytes) : -(2n ** 63n);
}
