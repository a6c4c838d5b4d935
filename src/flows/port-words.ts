import type { Flow } from './flow.ts';
import { portRanges } from '../words/port-ranges.ts';
import { listed } from '../words/words.ts';

/** `5432/tcp` for each port of the container that `flow` leads to; `null`: any. For identities, not for sentences. */
export function portKeysOf({ ports }: Flow): readonly string[] | null {
  if (ports.kind === 'any') return null;
  return [...new Set(ports.ports.map(({ target, protocol }) => `${String(target)}/${protocol}`))];
}

/** `port 5432`, `ports 80 and 443`, `any port`: container ports, each once, UDP marked. */
export function portsOf({ ports }: Flow): string {
  if (ports.kind === 'any') return 'any port';
  const texts = [
    ...new Set(
      ports.ports.map(({ target, protocol }) =>
        protocol === 'tcp' ? String(target) : `${String(target)}/${protocol}`,
      ),
    ),
  ];
  return `${texts.length === 1 ? 'port' : 'ports'} ${listed(portRanges(texts))}`;
}

/**
 * The ports by which `flow` comes in from outside: of the host where they are published there, with those of the container where they differ
 * (`port 1200 (9200 in the container)`).
 */
export function outsidePortsOf(flow: Flow): string {
  if (flow.ports.kind === 'any') return 'whatever port it opens';
  const free = new Set<string>();
  const fixed = new Map<string, Set<string>>();
  for (const { target, protocol, published, hostPort } of flow.ports.ports) {
    const own = protocol === 'tcp' ? String(target) : `${String(target)}/${protocol}`;
    const host = published === null ? own : hostPort;
    if (host === null) free.add(own);
    else fixed.set(host, (fixed.get(host) ?? new Set()).add(own));
  }
  const shown = [...fixed].map(([host, own]) =>
    [...own].join() === host ? host : `${host} (${listed([...own])} in the container)`,
  );
  return listed([
    ...(shown.length === 0 ? [] : [`${shown.length === 1 ? 'port' : 'ports'} ${listed(portRanges(shown))}`]),
    ...(free.size === 0
      ? []
      : [
          `${free.size === 1 ? 'a free port' : 'free ports'} of the host (${listed(portRanges([...free]))} in the container)`,
        ]),
  ]);
}

/** What a service does by `flow` from outside, as the words behind its name. */
export function answering(flow: Flow): string {
  const ports = outsidePortsOf(flow);
  return flow.ports.kind === 'any' ? `answers from outside on ${ports}` : `answers on ${ports} from outside`;
}
