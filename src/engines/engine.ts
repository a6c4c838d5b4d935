/** What a container engine with its daemon settings lets through, as named behaviours. Each record says where they come from. */
export interface Engine {
  /** As reports call it. */
  readonly name: string;
  /** Its major version, as it was stated. */
  readonly version: string;
  /** A network may state how it is reached and which interfaces it trusts: `gateway_mode_ipv4`, `gateway_mode_ipv6`, `trusted_host_interfaces`. */
  readonly gatewayModes: boolean;
  /**
   * Which network gives a container its default route, and opens its ports: the first by name for both families; or the first with both
   * families, whatever the priorities of others; priorities are known only then.
   */
  readonly gatewayChoice: 'one-by-name' | 'both-families-first';
  /** IPv6 is filtered as IPv4 is: networks are apart, other machines are kept out, ports are rewritten. */
  readonly ipv6Filtered: boolean;
  /** It has IPv6 addresses to give to a network that states no subnet. */
  readonly ipv6Pools: boolean;
  /** A network may do without IPv4. */
  readonly ipv4Optional: boolean;
  /** Other machines connect to published container ports at the container's own address. */
  readonly directRouting: boolean;
  /** docker-proxy takes connections to published ports, so that they cross networks. */
  readonly userlandProxy: boolean;
  /** Containers on the engine's default bridge reach each other. */
  readonly defaultBridgeOpen: boolean;
}
