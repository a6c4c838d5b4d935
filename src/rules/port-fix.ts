import { placeKey } from '../compose/source.ts';
import type { Port, Project, Service } from '../compose/project.ts';
import { added, gone, isListItem, kept } from './fix-lines.ts';
import { shortParts, writtenItem } from './written-item.ts';
import { scalar } from '../words/yaml-scalar.ts';

/** A fix that binds the published ports of `services` that other machines reach to 127.0.0.1; `null`: they publish none. */
export function onLoopback(project: Project | null, ...services: readonly Service[]): string | null {
  const open = services.filter(({ ports }) => ports.some(({ hostIp }) => !isLoopback(hostIp)));
  if (open.length === 0) return null;
  const rest = open.length - SHOWN;
  return [
    'services:',
    ...open.slice(0, SHOWN).flatMap((service) => portLines(project, service)),
    ...(rest > 0 ? [kept(2, `# and ${String(rest)} more, likewise`)] : []),
  ].join('\n');
}

/** Lines for `ports` of one service, behind its key; none where no other machine reaches one. */
export function portLines(project: Project | null, { name, ports }: Service): readonly string[] {
  const written = new Map<string, Port[]>();
  for (const port of ports) {
    if (isLoopback(port.hostIp)) continue;
    const place = placeKey(port.at);
    written.set(place, [...(written.get(place) ?? []), port]);
  }
  const entries = [...written.values()];
  if (entries.length === 0) return [];
  const rest = entries.length - SHOWN;
  return [
    kept(2, `${name}:`),
    kept(4, 'ports:'),
    ...entries.slice(0, SHOWN).flatMap((group) => loopbackLines(project, group)),
    ...(rest > 0 ? [kept(6, `# and ${String(rest)} more, likewise`)] : []),
  ];
}

const SHOWN = 8;

/** Whether a port published on `hostIp` is open to the host only. */
export function isLoopback(hostIp: string | null): boolean {
  return hostIp !== null && /^127\.|^\[?::1\]?$/.test(hostIp);
}

/** `ports`: those of one entry of the file, several where it is a range. */
function loopbackLines(project: Project | null, ports: readonly Port[]): readonly string[] {
  const [first] = ports;
  if (first === undefined) return [];
  const target = range(ports.map((port) => String(port.target)));
  const published = first.published === null ? null : range(ports.map((port) => port.published ?? ''));
  if (!isListItem(project, first.at)) {
    return [
      kept(6, `- target: ${target}`),
      ...(published === null ? [] : [kept(8, `published: ${JSON.stringify(published)}`)]),
      ...(first.hostIp === null ? [] : [gone(8, `host_ip: ${scalar(first.hostIp)}`)]),
      added(8, 'host_ip: 127.0.0.1'),
    ];
  }
  const text = writtenItem(project, first.at);
  const bound = text === null ? null : boundText(text, first);
  if (text !== null && bound !== null) return [gone(6, `- ${scalar(text)}`), added(6, `- ${scalar(bound)}`)];
  const end = first.protocol === 'tcp' ? target : `${target}/${first.protocol}`;
  const host = [...(first.hostIp === null ? [] : [first.hostIp]), ...(published === null ? [] : [published])];
  return [
    gone(6, `- ${scalar(text ?? [...host, end].join(':'))}`),
    // Without a port of the host (`127.0.0.1::6379`) the engine picks one, as before.
    added(6, `- ${scalar(['127.0.0.1', published ?? '', end].join(':'))}`),
  ];
}

/** The short form on 127.0.0.1, its variables kept; `null`: it has none, as where a variable holds more than one part. */
function boundText(text: string, { hostIp, published }: Port): string | null {
  const parts = shortParts(text);
  const expected = 1 + (published === null ? 0 : 1) + (hostIp === null ? 0 : 1);
  if (parts.length !== expected || (hostIp !== null && published === null)) return null;
  // Without a port of the host (`127.0.0.1::6379`) the engine picks one, as before.
  return ['127.0.0.1', ...(published === null ? [''] : []), ...(hostIp === null ? parts : parts.slice(1))].join(':');
}

/** Ports of a range, which Compose sorts as texts, as it was written. */
function range(ports: readonly string[]): string {
  const sorted = [...ports].sort((a, b) => Number(a) - Number(b));
  const [first = '', last = first] = [sorted[0], sorted.at(-1)];
  return first === last ? first : `${first}-${last}`;
}
