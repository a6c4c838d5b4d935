import type { AddressFamily } from '../address-family.ts';

/** An address as bits. `null` for what is none. Brackets, prefix lengths and zones are left aside. */
export interface Address {
  readonly family: AddressFamily;
  readonly bits: bigint;
}

export function addressOf(text: string): Address | null {
  const plain = text.trim().replace(/^\[|\]$|[%/].*$/g, '');
  if (!plain.includes(':')) return ipv4(plain);
  const [head = '', tail, ...more] = ungrouped(plain).split('::');
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { family: 'ipv6', bits: all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n) };
}

function ipv4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return { family: 'ipv4', bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) };
}

/** `::ffff:192.0.2.1` as groups. */
function ungrouped(text: string): string {
  return text.replace(/(?<!\d)\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const { bits } = ipv4(tail) ?? { bits: 0n };
    return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
  });
}

function groups(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** Addresses from `first` to `last`. */
export interface Subnet {
  readonly family: AddressFamily;
  readonly first: bigint;
  readonly last: bigint;
}

/** A subnet in the notation of RFC 4632 (`10.0.0.0/24`); bits of the host are left aside. */
export function subnetOf(text: string): Subnet | null {
  const [address, length] = [addressOf(text), /\/(\d{1,3})$/.exec(text.trim())?.[1]];
  if (address === null || length === undefined) return null;
  const width = address.family === 'ipv4' ? 32 : 128;
  if (Number(length) > width) return null;
  const host = (1n << BigInt(width - Number(length))) - 1n;
  const first = (address.bits | host) ^ host;
  return { family: address.family, first, last: first | host };
}

export function contains({ family, first, last }: Subnet, address: Address): boolean {
  return family === address.family && first <= address.bits && address.bits <= last;
}

export function overlap(a: Subnet, b: Subnet): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}
