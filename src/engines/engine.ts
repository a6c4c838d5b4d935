import type { AddressFamily } from './address-family.ts';

/** What a container engine with its daemon settings lets through, as named behaviours. Each record says where they come from. */
export interface Engine extends Behaviours {
  /** What reports call the engine. */
  readonly name: string;
  /** Its major version. */
  readonly version: string;
}

export interface Behaviours {
  /** Options of Docker's drivers (`com.docker.network.…`): read, passed over, or a reason not to create the network. */
  readonly dockerOptions: 'read' | 'ignored' | 'refused';
  /** A network may state how it is reached and which interfaces it trusts: `gateway_mode_ipv4`, `gateway_mode_ipv6`, `trusted_host_interfaces`. */
  readonly gatewayModes: boolean;
  /**
   * Which network gives a container its default route, and opens its ports. By name alone, one for both families; or the first with both
   * families before any priority (`gw_priority`); or by priority, then one with both families, then by name, in each family for itself.
   */
  readonly gatewayChoice: 'one-by-name' | 'both-families-first' | 'priority-first';
  /** Families that it filters: networks are apart, other machines are kept out, ports are rewritten. */
  readonly filters: ReadonlySet<AddressFamily>;
  /** Networks that it keeps apart from each other, as far as it filters: all, all but the engine's own bridge, or none. */
  readonly apart: 'all' | 'all-but-default-bridge' | 'none';
  /** The engine has IPv6 addresses to give to a network that states no subnet. */
  readonly ipv6Pools: boolean;
  /** A network may do without IPv4. */
  readonly ipv4Optional: boolean;
  /** Packets are forwarded between the host's interfaces. */
  readonly forwards: boolean;
  /** What other machines reach at a container's own address, where no network says otherwise: nothing, published ports, or every port. */
  readonly directRouting: 'none' | 'published' | 'every-port';
  /** docker-proxy takes connections to published ports, so that they cross networks. */
  readonly userlandProxy: boolean;
  /** Published ports that are rewritten on their way cross networks: from none, from those that are not internal, or from every one; by family. */
  readonly rewrittenPortsCross: Readonly<Record<AddressFamily, 'none' | 'open-networks' | 'every-network'>>;
  /** Gateway mode `nat-unprotected` opens every port to containers of other networks too, not only to other machines. */
  readonly unprotectedForNetworks: boolean;
  /** Networks on which gateway mode `routed` opens the ports of a container: the one that gives it its default route, or every such network. */
  readonly routedPortsOpenOn: 'gateway-network' | 'every-routed-network';
  /** A network beside the host (macvlan, ipvlan) has a way out without a stated gateway. */
  readonly lanGatewayImplied: boolean;
  /** A container may ask for an address where the network states no subnet. */
  readonly addressWithoutSubnet: boolean;
  /** A port may be published on the IPv6 address that the host has in a network. */
  readonly bindsIpv6Gateways: boolean;
  /** The network of a service without networks: one of the project's own; or the only declared one, and else the engine's own bridge. */
  readonly implicitNetwork: 'own' | 'only-declared';
  /** A container port 0 is refused. */
  readonly refusesPortZero: boolean;
  /** A subnet of unspecified addresses (`0.0.0.0/24`) asks for one of that size from the pools. */
  readonly subnetsFromPools: boolean;
  /** Networks without a stated subnet that it has addresses for, its own bridge among them; `null`: not known. */
  readonly addressPools: number | null;
}
