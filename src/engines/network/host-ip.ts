import { addressOf } from './subnet.ts';

/** Which addresses of the host one stands for. */
export type HostIpScope = 'loopback' | 'every' | 'address';

/** A host address as the engine takes it: without brackets, and IPv4 where it is that in the clothes of IPv6 (`::ffff:127.0.0.1`). */
export function hostIpOf(written: string): string {
  const plain = written.trim().replace(/^\[|\]$/g, '');
  const address = addressOf(plain);
  if (address?.family !== 'ipv6' || address.bits >> 32n !== 0xffffn) return plain;
  return [24n, 16n, 8n, 0n].map((shift) => String((address.bits >> shift) & 0xffn)).join('.');
}

/** The scope of a host address; `address` for a text that is none. */
export function scopeOf(written: string): HostIpScope {
  const usual = USUAL.get(written);
  if (usual !== undefined) return usual;
  const address = addressOf(hostIpOf(written));
  if (address === null) return 'address';
  if (address.bits === 0n) return 'every';
  const isLoopback = address.family === 'ipv4' ? address.bits >> 24n === 127n : address.bits === 1n;
  return isLoopback ? 'loopback' : 'address';
}

/** What most ports are bound to: ranges of thousands of them make it worth a look before reading the address. */
const USUAL: ReadonlyMap<string, HostIpScope> = new Map([
  ['0.0.0.0', 'every'],
  ['::', 'every'],
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
]);

/** Whether a port published on `hostIp` (`null`: on all addresses) is open to the host only. */
export function isLoopback(hostIp: string | null): boolean {
  return hostIp !== null && scopeOf(hostIp) === 'loopback';
}
