import type { EngineChannel } from '../channel.ts';
import type { ChannelBasis, Endpoint } from './endpoints.ts';
import { joining, onHostNetwork } from './evidence.ts';
import { defaultRoute } from './host-route.ts';
import { ids } from './without-ends.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import { ADDRESS_FAMILIES } from '../../engines/address-family.ts';

/** The way out leads through the gateway network of each family, a network beside the host, or the host's own. */
export function channelsOfEgress({
  topology,
  endpoints: { all, byId, engine },
}: ChannelBasis): readonly EngineChannel[] {
  const ways: readonly (readonly ['ipv4' | 'ipv6' | 'lan' | 'host', (endpoint: Endpoint) => readonly Evidence[]])[] = [
    ...ADDRESS_FAMILIES.map(
      (family) =>
        [
          family,
          (endpoint: Endpoint) => {
            const route = defaultRoute(endpoint, family);
            return route?.traits.families.get(family)?.egress === true ? joining(endpoint, route, topology) : [];
          },
        ] as const,
    ),
    [
      'lan',
      (endpoint) => {
        const join = endpoint.joins.find(
          ({ traits: { layer, internal }, attachment }) =>
            layer === 'lan' && !internal && (engine.lanGatewayImplied || mayHaveGateway(attachment.network, topology)),
        );
        return join === undefined ? [] : joining(endpoint, join, topology);
      },
    ],
    ['host', onHostNetwork],
  ];
  return ways.map(([over, way]) => ({
    id: `egress:${over}`,
    kind: 'egress',
    sources: ids(all.filter((endpoint) => way(endpoint).length > 0)),
    targets: [OUTSIDE],
    flow: (from, to) => {
      const source = byId.get(from);
      return source === undefined
        ? null
        : { from, to, means: { kind: 'egress', over }, ports: { kind: 'any' }, evidence: way(source) };
    },
  }));
}

/** Whether a gateway is stated for the network, or nobody knows. */
function mayHaveGateway(network: NodeId, { networks }: Topology): boolean {
  const { origin, declarations = [] } = networks.get(network) ?? {};
  if (origin !== 'declared') return true;
  return declarations.some(({ network: { pools } }) => pools.some(({ gateway }) => gateway !== null));
}
