import { type Family } from './bridge.ts';
import type { Channel } from './channel.ts';
import { routes, type Endpoint, type Endpoints } from './endpoints.ts';
import { joining, publishing, somePorts } from './evidence.ts';
import type { Flow } from './flow.ts';
import { ids, onNetwork, optionLine, routedBy } from './reach.ts';
import { OUTSIDE, type NodeId, type Topology } from './topology.ts';

interface Stage {
  readonly topology: Topology;
  readonly endpoints: Endpoints;
}

/** Gateway mode `routed`: ports listed under `ports`, whatever their host address, from every network that is routed at all. */
export function routedPorts({ topology, endpoints: { all, byId } }: Stage, family: Family): Channel {
  const opened = ({ routed }: Endpoint): Endpoint['routed'] => routed.filter((item) => item.family === family);
  return {
    id: `routed:${family}`,
    kind: 'routed',
    sources: [OUTSIDE, ...ids(all.filter((endpoint) => routes(endpoint, family).length > 0))],
    targets: ids(all.filter((endpoint) => opened(endpoint).length > 0)),
    flow: (from, to) => {
      const target = byId.get(to);
      if (target === undefined || byId.get(from)?.namespace === target.namespace) return null;
      const ports = opened(target).map(({ port }) => port);
      const network = opened(target)[0]?.network ?? '';
      const source = byId.get(from);
      const [way] = source === undefined ? [] : routes(source, family);
      const evidence = [
        ...publishing(target.service, ports),
        ...optionLine(network, `gateway_mode_${family}`, topology),
        ...(source === undefined || way === undefined ? [] : joining(source, way, topology)),
      ];
      return { from, to, means: routedBy(network, topology), ports: somePorts(ports, false), evidence };
    },
  };
}

/** Engines before 27 filter no IPv6: all that has a way out by it reaches all that has. */
export function unfiltered({ topology, endpoints: { all, byId } }: Stage): Channel {
  const open = all.filter((endpoint) => routes(endpoint, 'ipv6').length > 0);
  const flow = (from: NodeId, to: NodeId): Flow | null => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (target === undefined || source?.namespace === target.namespace) return null;
    const [way] = source === undefined ? [] : routes(source, 'ipv6');
    const reached = onNetwork('routed', target, routes(target, 'ipv6'), topology);
    const start = source === undefined || way === undefined ? [] : joining(source, way, topology);
    return { from, to, ...reached, evidence: [...reached.evidence, ...start] };
  };
  return {
    id: 'unfiltered-ipv6',
    kind: 'routed',
    sources: [OUTSIDE, ...ids(open)],
    targets: ids(open.filter(({ accepts }) => accepts)),
    flow,
  };
}
