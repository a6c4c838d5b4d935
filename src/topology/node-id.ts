/** Nodes of the topology and of the flow graph; see `NodeId`. */
export function serviceId(project: string, service: string): NodeId {
  return `service:${project}/${service}`;
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

export const OUTSIDE: NodeId = 'outside';

export const HOST: NodeId = 'host';
