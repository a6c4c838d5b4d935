import type { Port } from '../../compose/project.ts';
import { type EngineChannel, withBothEnds } from '../channel.ts';
import { channelsOfEgress } from './egress.ts';
import type { ChannelBasis, Endpoint, Endpoints, Join } from './endpoints.ts';
import { everyPort, onHostNetwork, publishing, somePorts } from './evidence.ts';
import type { EngineFlow, Means } from '../flow.ts';
import { unprotectedJoins } from './host-route.ts';
import { ids, onNetwork, optionLine, type FlowWithoutEnds, routedBy } from './without-ends.ts';
import { routedPorts, unfiltered, unprotectedPorts } from './routed.ts';
import type { Topology } from '../../topology/topology.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import { ADDRESS_FAMILIES } from '../../engines/address-family.ts';

/** What other machines reach, what is routed between networks to a container's own address, and who gets out. */
export function channelsOutside(topology: Topology, endpoints: Endpoints): readonly EngineChannel[] {
  const basis = { topology, endpoints };
  return withBothEnds([
    ...published(basis),
    ...ADDRESS_FAMILIES.flatMap((family) => routedPorts(basis, family)),
    unprotected(basis),
    ...(endpoints.engine.unprotectedForNetworks
      ? ADDRESS_FAMILIES.flatMap((family) => unprotectedPorts(basis, family))
      : []),
    directlyRouted(basis),
    ...ADDRESS_FAMILIES.flatMap((family) => unfiltered(basis, family)),
    ...channelsOfEgress(basis),
  ]);
}

function published({ topology, endpoints: { all, byId } }: ChannelBasis): readonly EngineChannel[] {
  const open = ({ publications }: Endpoint): readonly Port[] =>
    publications.filter(({ scope }) => scope !== 'loopback').map(({ port }) => port);
  const lan = ({ joins }: Endpoint): readonly Join[] => joins.filter(({ traits }) => traits.layer === 'lan');
  return [
    channel(
      byId,
      'outside:published',
      'published',
      all.filter((endpoint) => open(endpoint).length > 0),
      (target) => ({
        means: { kind: 'published' },
        ports: somePorts(open(target), true),
        evidence: publishing(target.service, open(target)),
      }),
    ),
    channel(
      byId,
      'outside:host',
      'host-network',
      all.filter(({ onHost, accepts }) => onHost && accepts),
      (target) => ({
        means: { kind: 'host-network' },
        ports: everyPort(target),
        evidence: onHostNetwork(target),
      }),
    ),
    channel(
      byId,
      'outside:lan',
      'macvlan',
      all.filter((endpoint) => endpoint.accepts && lan(endpoint).length > 0),
      (target) => onNetwork('macvlan', target, lan(target), topology),
    ),
  ];
}

/** Gateway mode `nat-unprotected`: every port of every member. */
function unprotected({ topology, endpoints: { all, byId } }: ChannelBasis): EngineChannel {
  const targets = all.filter((endpoint) => endpoint.accepts && unprotectedJoins(endpoint).length > 0);
  return channel(byId, 'outside:unprotected', 'routed', targets, (target) =>
    onNetwork('routed', target, unprotectedJoins(target), topology),
  );
}

/** Direct routing: published container ports at their own address, those published on 127.0.0.1 too. */
function directlyRouted({ topology, endpoints: { all, byId, traits } }: ChannelBasis): EngineChannel {
  const open = ({ publications }: Endpoint): Endpoint['publications'] =>
    publications.filter(({ network, by }) => by === 'forward' && traits.get(network)?.directRouting === 'published');
  return channel(
    byId,
    'outside:direct-routing',
    'routed',
    all.filter((endpoint) => open(endpoint).length > 0),
    (target) => {
      const ports = open(target).map(({ port }) => port);
      const network = open(target)[0]?.network ?? '';
      const evidence = [
        ...publishing(target.service, ports),
        ...optionLine(network, 'trusted_host_interfaces', topology),
      ];
      return { means: routedBy(network, topology), ports: somePorts(ports, false), evidence };
    },
  );
}

function channel(
  byId: Endpoints['byId'],
  id: string,
  kind: Means['kind'],
  targets: readonly Endpoint[],
  reach: (target: Endpoint) => FlowWithoutEnds,
): EngineChannel {
  const flow = (from: NodeId, to: NodeId): EngineFlow | null => {
    const target = byId.get(to);
    return target === undefined ? null : { from, to, ...reach(target) };
  };
  return { id, kind, sources: [OUTSIDE], targets: ids(targets), flow };
}
