import type { Channel } from '../channel.ts';
import type { ChannelBasis, Endpoint } from './endpoints.ts';
import { joining, onHostNetwork } from './evidence.ts';
import { defaultRoute } from './host-route.ts';
import { ids } from './without-ends.ts';
import type { Evidence } from '../../compose/source.ts';
import { OUTSIDE } from '../../topology/node-id.ts';
import { ADDRESS_FAMILIES } from '../../engines/network/subnet.ts';

/** The way out leads through the gateway network of each family, a network beside the host, or the host's own. */
export function channelsOfEgress({ topology, endpoints: { all, byId } }: ChannelBasis): readonly Channel[] {
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
        const join = endpoint.joins.find(({ traits: { layer, internal } }) => layer === 'lan' && !internal);
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
