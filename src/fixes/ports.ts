import { addTo } from '../words/grouped.ts';
import { isLoopback } from '../engines/network/host-ip.ts';
import { isOfSwarm } from '../compose/bind/swarm.ts';
import { placeKey } from '../compose/source.ts';
import type { Port, Project, Service } from '../compose/project.ts';
import type { Edit } from './edit.ts';
import { code } from '../words/words.ts';
import { removeItem, replaceItem, setInItem } from './service-edits.ts';
import { isListItem, shortParts, writtenItem } from './written.ts';

/** How ports are closed to other machines, in words. */
export interface Closing {
  /** `Bind the port to 127.0.0.1, or leave it out`, as the start of a sentence. */
  readonly how: string;
  /** Behind what leaves them out: `, or bind them to 127.0.0.1`; empty where that does nothing. */
  readonly otherwise: string;
  /** What is left of them afterwards, as a sentence. */
  readonly left: string;
}

/** How to close ports of `project`: a swarm publishes on every address of its nodes, whatever the file says. */
export function closing(project: Project | null, what: 'the port' | 'the ports' = 'the port'): Closing {
  const it = what === 'the port' ? 'it' : 'them';
  return project !== null && isOfSwarm(project)
    ? {
        how: `Leave ${what} out`,
        otherwise: '',
        left: `${code('docker stack deploy')} publishes on every address, also where the entry says 127.0.0.1: who needs ${it} from outside comes through a proxy that authenticates, or an SSH tunnel into a container.`,
      }
    : {
        how: `Bind ${what} to 127.0.0.1, or leave ${it} out`,
        otherwise: `, or bind ${it} to 127.0.0.1`,
        left: 'On 127.0.0.1 it is still there for the host itself, and through it for SSH.',
      };
}

/** Binds the published ports of `services` that other machines reach to 127.0.0.1, or leaves them out in a swarm; none: they publish none. */
export function onLoopback(project: Project | null, ...services: readonly Service[]): readonly Edit[] {
  return services.flatMap((service) => portsOnLoopback(project, service, () => true));
}

/** Binds those published ports of `service` to 127.0.0.1, or leaves them out in a swarm, that are meant; one entry of the file is bound as a whole. */
export function portsOnLoopback(
  project: Project | null,
  service: Service,
  isMeant: (port: Port) => boolean,
): readonly Edit[] {
  const isStack = project !== null && isOfSwarm(project);
  const written = new Map<string, Port[]>();
  for (const port of service.ports) {
    if (isLoopback(port.hostIp) && !isStack) continue;
    addTo(written, placeKey(port.at), port);
  }
  return [...written.values()].flatMap((ports) => {
    const [first] = ports;
    if (first === undefined || !ports.some(isMeant)) return [];
    return isStack ? [removeItem(project, service, 'ports', first.at)] : bound(project, service, ports);
  });
}

/** `ports`: those of one entry of the file, several where it is a range. */
function bound(project: Project | null, service: Service, ports: readonly Port[]): readonly Edit[] {
  const [first] = ports;
  if (first === undefined) return [];
  if (!isListItem(project, first.at)) return [setInItem(project, service, 'ports', first.at, ['host_ip', '127.0.0.1'])];
  const text = writtenItem(project, first.at);
  const target = range(ports.map((port) => String(port.target)));
  const published = first.published === null ? '' : range(ports.map((port) => port.published ?? ''));
  const end = first.protocol === 'tcp' ? target : `${target}/${first.protocol}`;
  // Without a port of the host (`127.0.0.1::6379`) the engine picks one, as before.
  const value = (text === null ? null : boundText(text, first)) ?? ['127.0.0.1', published, end].join(':');
  return [replaceItem(project, service, 'ports', first.at, value)];
}

/** The short form on 127.0.0.1, its variables kept; `null`: it has none, as where a variable holds more than one part. */
function boundText(text: string, { hostIp, published }: Port): string | null {
  const parts = shortParts(text);
  if (hostIp !== null)
    return published !== null && parts.length === 3 ? ['127.0.0.1', ...parts.slice(1)].join(':') : null;
  // A port of the host that is an empty variable now is one for whoever sets it.
  if (parts.length === 2) return ['127.0.0.1', ...parts].join(':');
  return parts.length === 1 && published === null ? ['127.0.0.1', '', ...parts].join(':') : null;
}

/** Ports of a range, which Compose sorts as texts, as it was written. */
function range(ports: readonly string[]): string {
  const sorted = [...ports].sort((a, b) => Number(a) - Number(b));
  const [first = '', last = first] = [sorted[0], sorted.at(-1)];
  return first === last ? first : `${first}-${last}`;
}
