/** Nodes of the topology and of the flow graph; see `NodeId`. */
export function serviceId(project: string, service: string): NodeId {
  return `${SERVICE}${project}/${service}`;
}

export function networkId(name: string): NodeId {
  return `network:${name}`;
}

export function volumeId(name: string): NodeId {
  return `volume:${name}`;
}

export function bindId(path: string): NodeId {
  return `bind:${path}`;
}

/**
 * A node of the topology and of the flow graph, as text:
 * `service:PROJECT/NAME`, `network:REAL_NAME`, `volume:REAL_NAME`, `bind:PATH`, `host`, `outside`.
 */
export type NodeId = string;

/** A node as reports write the stops of a path: a service as `shop/db`; all others are what they are. */
export function stopOf(id: NodeId): string {
  if (id === HOST_PORTS) return HOST;
  return id.startsWith(SERVICE) ? id.slice(SERVICE.length) : id;
}

/** The node of a stop, which is a service, `outside` or `host`. */
export function nodeOf(stop: string): NodeId {
  return stop === OUTSIDE || stop === HOST ? stop : SERVICE + stop;
}

const SERVICE = 'service:';

export const OUTSIDE: NodeId = 'outside';

export const HOST: NodeId = 'host';

/** What the host itself listens on: a node of the flow graph that nothing leads on from, unlike control of the host. */
export const HOST_PORTS: NodeId = 'host-ports';

/** The plain name of a service, by its id in the graph or in reports. */
export function plainName(id: NodeId): string {
  return stopOf(id).replace(/^.*\//u, '');
}
