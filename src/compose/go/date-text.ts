import { dateOf } from '../yaml/scalar.ts';

/** The text that Go makes of a date of YAML: `2024-01-01 00:00:00 +0000 UTC`. */
export function dateText(written: string): string {
  const date = dateOf(written);
  if (date === null) return written;
  const two = (parts: readonly string[], sign: string): string => parts.map((part) => part.padStart(2, '0')).join(sign);
  const fraction = date.fraction.slice(0, 9).replace(/0+$/, '');
  const offset = date.zone.replace(':', '');
  const zone = offset === 'Z' || offset === '+0000' ? '+0000 UTC' : `${offset} ${offset}`;
  return `${two(date.day, '-')} ${two(date.time, ':')}${fraction === '' ? '' : `.${fraction}`} ${zone}`;
}
