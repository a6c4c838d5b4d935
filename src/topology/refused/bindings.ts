import type { Port } from '../../compose/project.ts';
import type { Engine } from '../../engines/engine.ts';
import { hostIpOf } from '../../engines/network/host-ip.ts';
import { type Address, addressOf, contains, subnetOf } from '../../engines/network/subnet.ts';
import { traitsOf } from '../../engines/network/traits.ts';
import { refusal } from './refusal.ts';
import type { Topology, TopologyNetwork } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Ports that are published on an address of a network's which the host does not have: of one that nobody is on, or of a container. */
export function refusedBindings({ services, networks }: Topology, engine: Engine): readonly Diagnostic[] {
  const stated = [...networks.values()].flatMap((network) => subnetsOf(network, engine));
  if (stated.length === 0) return [];
  return [...services.values()].flatMap(({ service, claims }) =>
    service.replicas === 0 ? [] : claims.flatMap((port) => refusedBinding(port, service.name, stated, engine)),
  );
}

interface StatedSubnet {
  readonly network: string;
  readonly subnet: NonNullable<ReturnType<typeof subnetOf>>;
  /** The host's address in it; `null`: it has none, because nobody is on the network, or its options say so. */
  readonly gateway: Address | null;
}

function subnetsOf(network: TopologyNetwork, engine: Engine): readonly StatedSubnet[] {
  const { families, layer } = traitsOf(network, engine);
  // A network beside the host has the subnet of its LAN.
  if (layer !== 'bridge') return [];
  return network.declarations.flatMap(({ network: { external, pools, key } }) =>
    external
      ? []
      : pools.flatMap(({ subnet: written, gateway }) => {
          const subnet = written === null ? null : subnetOf(written.value);
          if (subnet === null) return [];
          const isThere = network.members.length > 0 && families.get(subnet.family)?.host === true;
          const first = { family: subnet.family, bits: subnet.first + 1n };
          const address = gateway === null ? first : (addressOf(gateway.value) ?? first);
          return [{ network: key, subnet, gateway: isThere ? address : null }];
        }),
  );
}

function refusedBinding(
  { hostIp, at }: Port,
  service: string,
  stated: readonly StatedSubnet[],
  engine: Engine,
): readonly Diagnostic[] {
  const address = hostIp === null ? null : addressOf(hostIpOf(hostIp));
  if (hostIp === null || address === null) return [];
  const inside = stated.filter(({ subnet }) => contains(subnet, address));
  const [first] = inside;
  const isHosts = inside.some(({ gateway }) => gateway?.bits === address.bits);
  if (first === undefined || (isHosts && (address.family === 'ipv4' || engine.bindsIpv6Gateways))) return [];
  const text = `\`${service}\` publishes a port on ${hostIpOf(hostIp)} of network \`${first.network}\`, which the host does not have`;
  const why = first.gateway === null ? ' because nobody is on that network' : '';
  return [refusal(at, `${text}${why}.`)];
}
