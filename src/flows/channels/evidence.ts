import type { Port } from '../../compose/project.ts';
import type { Endpoint, Join } from './endpoints.ts';
import type { FlowPort, Ports } from '../flow.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { type Evidence, placeKey } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** `db joins backend`, with the lines by which it shares another's namespace. */
export function joining({ service }: Endpoint, { attachment }: Join, topology: Topology): readonly Evidence[] {
  const owner = topology.services.get(attachment.service)?.service.name ?? service.service.name;
  const { at, implicit, network } = attachment.attachment;
  return [
    ...service.sharing,
    { at, note: implicit ? `${owner} is on ${network} by default` : `${owner} joins ${network}` },
  ];
}

/** `db joins backend` for the network itself; nothing if it is not on it. */
export function joiningNetwork(
  endpoint: Endpoint | undefined,
  network: NodeId,
  topology: Topology,
): readonly Evidence[] {
  const join = endpoint?.joins.find(({ attachment }) => attachment.network === network);
  return endpoint === undefined || join === undefined ? [] : joining(endpoint, join, topology);
}

/** `h uses the host's network`. */
export function onHostNetwork({ service }: Endpoint): readonly Evidence[] {
  const { namespace, sharing } = service;
  if (namespace.kind !== 'host') return [];
  return [...sharing, { at: namespace.at, note: `${service.service.name} uses the network of the host` }];
}

/** The lines that publish `ports`, one each. */
export function publishing(service: TopologyService, ports: readonly Port[]): readonly Evidence[] {
  const lines = new Map<string, Evidence>();
  for (const port of ports) {
    const key = placeKey(port.at);
    if (!lines.has(key)) lines.set(key, { at: port.at, note: `publishes ${portText(port)}` });
  }
  return [...lines.values(), ...service.sharing];
}

function portText(port: Port): string {
  const host = publishedText(port);
  return port.published === null || host === String(port.target) ? host : `${String(port.target)} as ${host}`;
}

/** Host side as one writes it: `127.0.0.1:5432`, `5432`; `80 at a free host port` where the engine picks it. */
export function publishedText({ hostIp, published, target }: Port): string {
  const ip = hostIp === null || hostIp === '' ? null : hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  if (published === null) return `${String(target)} at a free ${ip === null ? 'host port' : `port of ${ip}`}`;
  return ip === null ? published : `${ip}:${published}`;
}

/** Ports of a flow that leads to `ports` only, in the order given. */
export function somePorts(ports: readonly Port[], isPublished: boolean): Ports {
  const found = new Map<string, FlowPort>();
  for (const port of ports) {
    const published = isPublished ? publishedText(port) : null;
    found.set(`${String(port.target)}/${port.protocol}/${published ?? ''}`, {
      target: port.target,
      protocol: port.protocol,
      published,
      hostPort: isPublished && port.published !== '' ? port.published : null,
    });
  }
  return { kind: 'some', ports: [...found.values()] };
}

/** Ports of a flow that leads to all that the service's process listens on: those stated, or any. */
export function everyPort({ service: { listens } }: Endpoint): Ports {
  if (listens === null) return { kind: 'any' };
  return {
    kind: 'some',
    ports: listens.map((target) => ({ target, protocol: 'tcp', published: null, hostPort: null })),
  };
}
