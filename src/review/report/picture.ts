import { compareText } from '../../compose/source.ts';
import type { Flow } from '../../flows/flow.ts';
import type { Stack } from '../../flows/stack.ts';
import { FROM_ELSEWHERE } from '../../flows/matrix.ts';
import type { DrawnStatus, ReportEdge, ReportHop, ReportNode, ReportTopology } from './report.ts';
import { HOST, HOST_PORTS, type NodeId, nodeOf, OUTSIDE } from '../../topology/node-id.ts';

/**
 * Base and head laid over each other, each node and edge with what happened to it. `base` is `null` where there is none. Nearly all
 * services connect to the host: it is drawn beside those of which `told`, the hops of findings and of the change, says so. `networkIds`: ids
 * in the head of networks that had another name.
 */
export function pictureOf(
  base: readonly Stack[] | null,
  head: readonly Stack[],
  told: readonly ReportHop[],
  networkIds: ReadonlyMap<NodeId, NodeId>,
): ReportTopology {
  const atHost = new Set(told.filter(isConnection).flatMap(({ from, to }) => [from, to].map(nodeOf)));
  const before = base === null ? null : drawn(base, atHost, networkIds);
  const after = drawn(head, atHost, new Map());
  return {
    nodes: overlay(before?.nodes ?? null, after.nodes).sort((a, b) => compareText(a.id, b.id)),
    edges: overlay(before?.edges ?? null, after.edges).sort(
      (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind),
    ),
  };
}

interface Drawn {
  readonly nodes: Map<string, ReportNode>;
  readonly edges: Map<string, ReportEdge>;
}

function overlay<T extends { readonly status: DrawnStatus }>(
  before: Map<string, T> | null,
  after: Map<string, T>,
): T[] {
  const present = [...after].map(([key, item]): T => ({
    ...item,
    status: before === null || before.has(key) ? 'kept' : 'added',
  }));
  const gone = [...(before ?? [])]
    .filter(([key]) => !after.has(key))
    .map(([, item]): T => ({ ...item, status: 'removed' }));
  return [...present, ...gone];
}

function isConnection({ from, to, means }: ReportHop): boolean {
  return (from === HOST || to === HOST) && means !== 'host-control';
}

function drawn(stacks: readonly Stack[], atHost: ReadonlySet<NodeId>, networkIds: ReadonlyMap<NodeId, NodeId>): Drawn {
  const picture: Drawn = { nodes: new Map(), edges: new Map() };
  for (const stack of stacks) draw(picture, stack, atHost, (id) => networkIds.get(id) ?? id);
  return picture;
}

function draw(
  picture: Drawn,
  { topology, flows }: Stack,
  atHost: ReadonlySet<NodeId>,
  renamed: (network: NodeId) => NodeId,
): void {
  for (const network of topology.networks.values()) {
    if (network.members.length === 0) continue;
    addNode(picture, { ...plain(renamed(network.id), 'network', network.key), internal: network.internal });
  }
  for (const volume of topology.volumes.values()) {
    if (volume.kind !== 'volume') continue;
    addNode(picture, plain(volume.id, 'volume', volume.key));
    for (const { service, readOnly } of volume.mounts) addEdge(picture, service, volume.id, 'mounted', readOnly);
  }
  for (const service of topology.services.values()) {
    const exposure = flows.between(OUTSIDE, service.id);
    addNode(picture, {
      ...plain(service.id, 'service', service.service.name),
      project: service.project,
      zone: service.zone.zone,
      ports: openPorts(exposure),
    });
    for (const network of service.attachments.keys()) addEdge(picture, service.id, renamed(network), 'attached', false);
    if (exposure.length > 0) {
      addNode(picture, plain(OUTSIDE, 'outside', 'outside'));
      addEdge(picture, OUTSIDE, service.id, 'published', false);
    }
    if (service.namespace.kind === 'host') link(picture, HOST, service.id, 'host');
    if (flows.between(service.id, HOST).some(({ means }) => means.kind === 'host-control')) {
      link(picture, service.id, HOST, 'controls');
    }
    if (!atHost.has(service.id)) continue;
    if (flows.between(service.id, HOST_PORTS).length > 0) link(picture, service.id, HOST, 'connects');
    if (flows.between(HOST, service.id).some(({ means }) => FROM_ELSEWHERE.has(means.kind)))
      link(picture, HOST, service.id, 'connects');
  }
}

function link(picture: Drawn, from: string, to: string, kind: 'host' | 'controls' | 'connects'): void {
  addNode(picture, plain(HOST, 'host', 'Docker host'));
  addEdge(picture, from, to, kind, false);
}

function plain(id: string, kind: ReportNode['kind'], label: string): ReportNode {
  return { id, kind, label, project: null, zone: null, internal: false, ports: [], status: 'kept' };
}

/** Host ports that are open to the outside, and container ports that are open at the container's own address. */
function openPorts(exposure: readonly Flow[]): readonly string[] {
  const ports = exposure.flatMap((flow) => (flow.ports.kind === 'some' ? flow.ports.ports : []));
  const numbers = ports.map(
    ({ hostPort, target, protocol }) => `${hostPort ?? String(target)}${protocol === 'tcp' ? '' : `/${protocol}`}`,
  );
  return [...new Set(numbers)];
}

function addNode({ nodes }: Drawn, node: ReportNode): void {
  if (!nodes.has(node.id)) nodes.set(node.id, node);
}

function addEdge({ edges }: Drawn, from: string, to: string, kind: ReportEdge['kind'], readOnly: boolean): void {
  const key = [from, to, kind].join('\0');
  if (!edges.has(key)) edges.set(key, { from, to, kind, readOnly, status: 'kept' });
}
