import type { Channel } from '../channel.ts';
import { type ChannelBasis, type Endpoint, routes } from './endpoints.ts';
import { joining, publishing, somePorts } from './evidence.ts';
import type { Flow } from '../flow.ts';
import { defaultRoute } from './host-route.ts';
import { ids, onNetwork, optionLine, routedBy } from './without-ends.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import type { AddressFamily } from '../../engines/network/subnet.ts';

/**
 * Gateway mode `routed`: ports listed under `ports`, whatever their host address, from everywhere that is routed at all. Who is on the
 * network is not: its members meet there, as far as it lets them.
 */
export function routedPorts(
  { topology, endpoints: { all, byId } }: ChannelBasis,
  family: AddressFamily,
): readonly Channel[] {
  const opened = ({ routed }: Endpoint, network: NodeId): Endpoint['routed'] =>
    routed.filter((item) => item.family === family && item.network === network);
  const networks = new Set(
    all.flatMap(({ routed }) => routed.filter((item) => item.family === family).map(({ network }) => network)),
  );
  return [...networks].map((network) => ({
    id: `routed:${family}:${network}`,
    kind: 'routed',
    sources: [OUTSIDE, ...ids(all.filter((source) => isAnswered(source, family) && !isOn(source, network)))],
    targets: ids(all.filter((endpoint) => opened(endpoint, network).length > 0)),
    flow: (from, to) => {
      const target = byId.get(to);
      if (target === undefined) return null;
      const ports = opened(target, network).map(({ port }) => port);
      const source = byId.get(from);
      const way = source === undefined ? undefined : defaultRoute(source, family);
      const evidence = [
        ...publishing(target.service, ports),
        ...optionLine(network, `gateway_mode_${family}`, topology),
        ...(source === undefined || way === undefined ? [] : joining(source, way, topology)),
      ];
      return { from, to, means: routedBy(network, topology), ports: somePorts(ports, false), evidence };
    },
  }));
}

/** Answers to a container's own address are let through on the terms of its way out. */
function isAnswered(source: Endpoint, family: AddressFamily): boolean {
  return defaultRoute(source, family)?.traits.families.get(family)?.egress === true;
}

function isOn({ joins }: Endpoint, network: NodeId): boolean {
  return joins.some(({ attachment }) => attachment.network === network);
}

/** Engines before 27 filter no IPv6: all that has a way out by it reaches all that has. */
export function unfiltered({ topology, endpoints: { all, byId } }: ChannelBasis): Channel {
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
