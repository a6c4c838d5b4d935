/** Short syntax of a published port: `[[IP:]HOST:]CONTAINER[/PROTOCOL]`, ranges on either side. */
export interface ShortPort {
  readonly hostIp: string | null;
  readonly published: string | null;
  readonly target: number;
  readonly protocol: string;
}

/** The ports a text stands for, in Compose's order, or what is wrong with it. */
export function portsOf(text: string): readonly ShortPort[] | string {
  const parts = text.split(':');
  const last = parts.pop() ?? '';
  const host = parts.pop() ?? '';
  const hostIp = addressOf(parts.join(':'));
  if (hostIp === undefined) return `"${parts.join(':')}" is not an IP address`;
  const [port = '', protocol] = withProtocol(last);
  if (port === '') return 'it names no container port';
  const target = rangeOf(port);
  if (target === undefined) return `"${port}" is not a port or range of ports`;
  const published = host === '' ? null : rangeOf(host);
  if (published === undefined) return `"${host}" is not a port or range of ports`;
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) return `"${protocol}" is not a protocol; it is tcp, udp or sctp`;
  const count = target.end - target.start;
  if (published !== null && count !== 0 && count !== published.end - published.start) {
    return 'the ranges of host and container ports differ in length';
  }
  const ports: ShortPort[] = [];
  for (let offset = 0; offset <= count; offset++) {
    ports.push({
      hostIp: hostIp || null,
      published: hostPort(published, offset, count),
      target: target.start + offset,
      protocol,
    });
  }
  // Compose sorts the ports of one range as text.
  return ports.sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1));
}

/** How many ports a text stands for, also where it is wrong in some other way. */
export function portCountOf(text: string): number {
  const [port = ''] = withProtocol(text.slice(text.lastIndexOf(':') + 1));
  const target = rangeOf(port);
  return target === undefined ? 1 : target.end - target.start + 1;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range of host ports for a single container port stays a range: the engine takes a free one of it. */
function hostPort(range: Range | null, offset: number, count: number): string | null {
  if (range === null) return null;
  return count === 0 && range.start !== range.end ? `${range.start}-${range.end}` : String(range.start + offset);
}

function withProtocol(text: string): readonly [string, string] {
  const [port = '', protocol = ''] = text.split('/');
  return [port, (protocol || 'tcp').toLowerCase()];
}

function rangeOf(text: string): Range | undefined {
  const [first = '', last = first] = text.split('-');
  const [start, end] = [portOf(first), portOf(last)];
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function portOf(text: string): number | undefined {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  return port <= 65535 ? port : undefined;
}

/** `''` when there is none; IPv6 stands in brackets, which are taken off. */
function addressOf(text: string): string | undefined {
  if (text.startsWith('[')) {
    const inner = text.endsWith(']') ? text.slice(1, -1) : '';
    return isIpv6(inner) ? inner : undefined;
  }
  return text === '' || isIpv4(text) ? text : undefined;
}

/** Whether the long form takes `text` as `host_ip`. */
export function isAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const [address = '', zone] = text.split('%');
  if (zone === '' || !/^[0-9a-fA-F:.]+$/.test(address)) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const width = last.includes('.') ? groups.length + 1 : groups.length;
  const valid = groups.every(
    (group, index) => /^[0-9a-fA-F]{1,4}$/.test(group) || (index === groups.length - 1 && isIpv4(group)),
  );
  return valid && (halves.length === 2 ? width < 8 : width === 8);
}
