/**
 * A duration as Compose prints it (`90s` is `1m30s`, `1d` is `24h0m0s`); `undefined`: not a duration.
 * Units are ns, us, ms, s, m, h, d and w, with fractions and a sign; the most is 2^63 ns, some 292 years.
 */
export function durationText(text: string): string | undefined {
  const nanoseconds = nanosecondsIn(text);
  return nanoseconds === undefined ? undefined : printed(nanoseconds);
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['w', 604_800_000_000_000n],
]);

const MOST = 1n << 63n;
const DURATION = /^([-+]?)((?:(?:\d+(?:\.\d*)?|\.\d+)[a-zµμ]+)+|0)$/;
const PART = /(?<![\d.])(\d*)(?:\.(\d*))?([a-zµμ]+)/g;

function nanosecondsIn(text: string): bigint | undefined {
  // The longest that means something is far shorter; digits cost more the more there are.
  if (text.length > 200) return undefined;
  const [, sign, parts] = DURATION.exec(text) ?? [];
  if (parts === undefined) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', name = ''] of parts.matchAll(PART)) {
    const unit = UNITS.get(name);
    if (unit === undefined) return undefined;
    total += BigInt(`0${whole}`) * unit + (BigInt(`0${fraction}`) * unit) / 10n ** BigInt(fraction.length);
    if (total > MOST) return undefined;
  }
  if (sign === '-') return -total;
  return total === MOST ? undefined : total;
}

function printed(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 0n) return `-${printed(-nanoseconds)}`;
  if (nanoseconds < 1_000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < 1_000_000_000n) return `${decimal(nanoseconds, 6)}ms`;
  const minute = 60_000_000_000n;
  const seconds = `${decimal(nanoseconds % minute, 9)}s`;
  const minutes = nanoseconds / minute;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `value` / 10^`places`, without zeros at the end. */
function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/(?<!0)0+$/, '');
  return fraction === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${fraction}`;
}
