import { ADDRESS_FAMILIES } from '../../engines/address-family.ts';
import type { EngineChannel } from '../channel.ts';
import { type ChannelBasis, type Endpoint, type Join, meetsHost, routes } from './endpoints.ts';
import { everyPort, joining, onHostNetwork } from './evidence.ts';
import type { EngineFlow, Means } from '../flow.ts';
import { atPorts, flowTo, wayOf } from './host-way.ts';
import { GATEWAY_BRIDGE_ID } from '../../topology/engine/joins.ts';
import { ids } from './without-ends.ts';
import type { Evidence } from '../../compose/source.ts';
import { HOST, HOST_PORTS, type NodeId } from '../../topology/node-id.ts';

/** The host, and who uses its network, reaches every container whose network the host has an address in, and every published port. */
export function fromHost({ topology, endpoints: { all, byId } }: ChannelBasis): readonly EngineChannel[] {
  const onHost = ids(all.filter(({ onHost }) => onHost));
  const met = all.filter((endpoint) => endpoint.accepts && metByHost(endpoint).length > 0);
  const published = all.filter(({ publications }) => publications.length > 0);
  const origin = (from: NodeId): readonly Evidence[] => optional(byId.get(from), onHostNetwork);
  const address = (from: NodeId, to: NodeId): EngineFlow | null =>
    flowTo(byId.get(to), (target) => {
      const [join] = metByHost(target);
      const evidence = join === undefined ? [] : joining(target, join, topology);
      return {
        from,
        means: { kind: 'host-network' },
        ports: everyPort(target),
        evidence: [...evidence, ...origin(from)],
      };
    });
  const port =
    (means: Means) =>
    (from: NodeId, to: NodeId): EngineFlow | null =>
      flowTo(byId.get(to), (target) => atPorts(from, means, target, target.publications, origin(from)));
  const own = (from: NodeId, to: NodeId): EngineFlow | null =>
    flowTo(byId.get(to), (target) => ({
      from,
      means: { kind: 'host-network' },
      ports: everyPort(target),
      evidence: onHostNetwork(target),
    }));
  return [
    { id: 'host-address', kind: 'host-network', sources: [HOST, ...onHost], targets: ids(met), flow: address },
    {
      id: 'host-own',
      kind: 'host-network',
      sources: [HOST],
      targets: ids(all.filter(({ onHost, accepts }) => onHost && accepts)),
      flow: own,
    },
    {
      id: 'host-published',
      kind: 'published',
      sources: [HOST],
      targets: ids(published),
      flow: port({ kind: 'published' }),
    },
    {
      id: 'host-services-published',
      kind: 'through-host',
      sources: onHost,
      targets: ids(published),
      flow: port({ kind: 'through-host' }),
    },
  ];
}

/** Networks on which the host reaches the endpoint. Its address on the gateway bridge is told nowhere, so nobody was seen to use that. */
function metByHost(endpoint: Endpoint): readonly Join[] {
  return meetsHost(endpoint).filter(({ attachment }) => attachment.network !== GATEWAY_BRIDGE_ID);
}

function optional(
  endpoint: Endpoint | undefined,
  evidence: (endpoint: Endpoint) => readonly Evidence[],
): readonly Evidence[] {
  return endpoint === undefined ? [] : evidence(endpoint);
}

/** The host listens at its addresses in the networks, internal ones too; those in others need a way there. */
export function toHost({ topology, endpoints: { all, byId } }: ChannelBasis): EngineChannel {
  return {
    id: 'to-host',
    kind: 'to-host',
    sources: ids(all.filter((endpoint) => endpoint.onHost || meetsHost(endpoint).length > 0)),
    targets: [HOST_PORTS],
    flow: (from, to) => {
      const source = byId.get(from);
      if (source === undefined) return null;
      const isRouted = source.onHost || ADDRESS_FAMILIES.some((family) => routes(source, family).length > 0);
      const way = source.onHost
        ? onHostNetwork(source)
        : wayOf(
            source,
            (one) => [...ADDRESS_FAMILIES.flatMap((family) => routes(one, family)), ...meetsHost(one)],
            topology,
          );
      const means = { kind: 'to-host', at: isRouted ? 'any-address' : 'own-gateway' } as const;
      return { from, to, means, ports: { kind: 'any' }, evidence: way };
    },
  };
}

/** Services on the host's network listen on every address of the host, on those inside internal networks too. */
export function toHostNetwork({ topology, endpoints: { all, byId } }: ChannelBasis): EngineChannel {
  return {
    id: 'host-services',
    kind: 'through-host',
    sources: ids(all.filter((endpoint) => endpoint.onHost || meetsHost(endpoint).length > 0)),
    targets: ids(all.filter(({ onHost, accepts }) => onHost && accepts)),
    flow: (from, to) =>
      flowTo(byId.get(to), (target) => {
        const source = byId.get(from);
        const way = source?.onHost === true ? onHostNetwork(source) : wayOf(source, meetsHost, topology);
        return {
          from,
          means: { kind: 'through-host' },
          ports: everyPort(target),
          evidence: [...onHostNetwork(target), ...way],
        };
      }),
  };
}
