import type { EngineChannel } from '../channel.ts';
import { type ChannelBasis, type Endpoint, type Join, routes } from './endpoints.ts';
import { joining, publishing, somePorts } from './evidence.ts';
import type { EngineFlow } from '../flow.ts';
import { defaultRoute, unprotectedJoins } from './host-route.ts';
import { ids, onNetwork, optionLine, routedBy } from './without-ends.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import type { AddressFamily } from '../../engines/address-family.ts';

/**
 * Gateway mode `routed`: ports listed under `ports`, whatever their host address, from everywhere that is routed at all. Who is on the
 * network is not: its members meet there, as far as it lets them.
 */
export function routedPorts(
  { topology, endpoints: { all, byId } }: ChannelBasis,
  family: AddressFamily,
): readonly EngineChannel[] {
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

/** Gateway mode `nat-unprotected`, where it opens every port to containers of other networks. */
export function unprotectedPorts(
  { topology, endpoints: { all, byId } }: ChannelBasis,
  family: AddressFamily,
): readonly EngineChannel[] {
  const open = all.filter((endpoint) => endpoint.accepts && unprotectedJoins(endpoint, [family]).length > 0);
  const networks = new Set(open.flatMap((endpoint) => unprotectedJoins(endpoint, [family]).map(networkOf)));
  return [...networks].map((network) => ({
    id: `unprotected:${family}:${network}`,
    kind: 'routed',
    sources: ids(all.filter((source) => isAnswered(source, family) && !isOn(source, network))),
    targets: ids(open.filter((endpoint) => unprotectedJoins(endpoint, [family]).map(networkOf).includes(network))),
    flow: (from, to) => {
      const [source, target] = [byId.get(from), byId.get(to)];
      const way = source === undefined ? undefined : defaultRoute(source, family);
      if (source === undefined || target === undefined || way === undefined) return null;
      const joins = unprotectedJoins(target, [family]).filter((join) => networkOf(join) === network);
      const reached = onNetwork('routed', target, joins, topology);
      return { from, to, ...reached, evidence: [...reached.evidence, ...joining(source, way, topology)] };
    },
  }));
}

function networkOf({ attachment }: Join): NodeId {
  return attachment.network;
}

/**
 * Containers at their own address where the engine keeps nothing apart: all that has a way out reaches all that has, as far as one of two
 * networks is not kept apart from others. Other machines are let in where nothing is filtered, or the engine keeps them from no port.
 */
export function unfiltered(
  { topology, endpoints: { all, byId, engine } }: ChannelBasis,
  family: AddressFamily,
): readonly EngineChannel[] {
  if (!engine.forwards) return [];
  const isFree = ({ traits }: Join): boolean => !traits.apart || traits.families.get(family)?.unfiltered === true;
  const any = (endpoint: Endpoint): readonly Join[] => routes(endpoint, family);
  const free = (endpoint: Endpoint): readonly Join[] => any(endpoint).filter(isFree);
  const flow =
    (leaving: typeof any, entering: typeof any) =>
    (from: NodeId, to: NodeId): EngineFlow | null => {
      const [source, target] = [byId.get(from), byId.get(to)];
      if (target === undefined || source?.namespace === target.namespace) return null;
      const [way] = source === undefined ? [] : leaving(source);
      const reached = onNetwork('routed', target, entering(target), topology);
      const start = source === undefined || way === undefined ? [] : joining(source, way, topology);
      return { from, to, ...reached, evidence: [...reached.evidence, ...start] };
    };
  const sources = (leaving: typeof any): readonly NodeId[] => ids(all.filter((one) => leaving(one).length > 0));
  const targets = (entering: typeof any): readonly NodeId[] =>
    ids(all.filter((one) => one.accepts && entering(one).length > 0));
  const kind = 'routed' as const;
  const id = `unfiltered-${family}`;
  if (!engine.filters.has(family))
    return [{ id, kind, sources: [OUTSIDE, ...sources(any)], targets: targets(any), flow: flow(any, any) }];
  const entered = { id: `entered-${family}`, kind, sources: [OUTSIDE], targets: targets(any), flow: flow(any, any) };
  return [
    ...(engine.directRouting === 'every-port' ? [entered] : []),
    { id: `${id}-from`, kind, sources: sources(free), targets: targets(any), flow: flow(free, any) },
    { id: `${id}-to`, kind, sources: sources(any), targets: targets(free), flow: flow(any, free) },
  ];
}
