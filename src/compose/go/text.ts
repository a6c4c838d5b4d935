import { compareText } from '../source.ts';
import { dateOf, TIMESTAMP } from '../yaml/scalar.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';

/** The text that Compose makes of a scalar where it wants text: numbers lose the way they were written (`1.10` is `1.1`). */
export function goText(node: ScalarNode): string {
  if (node.value === null) return '';
  if (node.tag === TIMESTAMP) return dateText(node.source);
  return typeof node.value === 'number' ? numberText(node.value, isFloat(node)) : String(node.value);
}

/** What Go prints for any value: `map[a:1 b:[x y]]`. */
export function goValue(node: Node): string {
  if (node.kind === 'scalar') return node.value === null ? '<nil>' : goText(node);
  if (node.kind === 'list') return `[${node.items.map(goValue).join(' ')}]`;
  const entries = [...node.entries].sort(([a], [b]) => compareText(a, b));
  return `map[${entries.map(([key, { value }]) => `${key}:${goValue(value)}`).join(' ')}]`;
}

/** Whether a number was written as one with a fraction or exponent, even if it is whole. */
export function isFloat(node: ScalarNode): boolean {
  return (
    typeof node.value === 'number' &&
    (!Number.isSafeInteger(node.value) || /[.eE]|^[-+]?0\d*[89]/.test(node.source.replace(/^[-+]?0[xX].*/, '')))
  );
}

/** Floats from a million on, and below 10^-4, are written with an exponent of at least two digits. */
function numberText(value: number, float: boolean): string {
  if (!float) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return String(value);
}

/** The text that Go makes of a date of YAML: `2024-01-01 00:00:00 +0000 UTC`. */
function dateText(written: string): string {
  const date = dateOf(written);
  if (date === null) return written;
  const two = (parts: readonly string[], sign: string): string => parts.map((part) => part.padStart(2, '0')).join(sign);
  const fraction = date.fraction.slice(0, 9).replace(/(?<!0)0+$/, '');
  const offset = date.zone.replace(':', '');
  const zone = offset === 'Z' || offset === '+0000' ? '+0000 UTC' : `${offset} ${offset}`;
  return `${two(date.day, '-')} ${two(date.time, ':')}${fraction === '' ? '' : `.${fraction}`} ${zone}`;
}
