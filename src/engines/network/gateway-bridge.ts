import type { NetworkNature } from './traits.ts';

/**
 * The bridge that Docker adds where no network of a container gives it a way out. Its members do not reach each other;
 * https://github.com/moby/moby/blob/v28.5.2/libnetwork/default_gateway.go
 */
export const GATEWAY_BRIDGE = 'docker_gwbridge';

export const GATEWAY_BRIDGE_NATURE: NetworkNature = {
  driver: 'bridge',
  internal: false,
  ipv4: true,
  ipv6: false,
  driverOptions: new Map([['com.docker.network.bridge.enable_icc', 'false']]),
  origin: 'gateway bridge',
};
