import type { EngineRecord } from '../record.ts';

/**
 * Measured on 5.8.6 (netavark 1.17.2) over Podman's Docker API with docker-compose 2.40.3, and held by the recordings of it. Networks
 * that are created over it have `isolate`: https://docs.podman.io/en/latest/markdown/podman-network-create.1.html
 */
export const PODMAN_5: EngineRecord = {
  name: 'podman',
  major: 5,
  measured: '5.8.6',
  behaviours: {
    // Measured: icc, gateway modes and the like change nothing.
    dockerOptions: 'ignored',
    gatewayModes: false,
    gatewayChoice: 'one-by-name',
    filters: new Set(['ipv4', 'ipv6'] as const),
    apart: 'all-but-default-bridge',
    ipv6Pools: true,
    ipv4Optional: false,
    forwards: true,
    // Measured: every port of containers whose network is not internal.
    directRouting: 'every-port',
    userlandProxy: false,
    // Measured: over IPv4 `isolate` drops what comes from other networks, over IPv6 internal networks get through.
    rewrittenPortsCross: { ipv4: 'none', ipv6: 'every-network' },
    unprotectedForNetworks: false,
    routedPortsOpenOn: 'gateway-network',
    lanGatewayImplied: true,
    addressWithoutSubnet: true,
    bindsIpv6Gateways: true,
    implicitNetwork: 'own',
    refusesPortZero: false,
    subnetsFromPools: false,
    addressPools: null,
  },
};

/** Measured on 5.8.6 with podman-compose 1.6.0: its networks are not kept apart, and it gives Docker's options to Podman, which refuses them. */
export const PODMAN_5_COMPOSE: EngineRecord = {
  ...PODMAN_5,
  behaviours: {
    ...PODMAN_5.behaviours,
    dockerOptions: 'refused',
    apart: 'none',
    // By its source (`default_net`), and measured.
    implicitNetwork: 'only-declared',
    rewrittenPortsCross: { ipv4: 'open-networks', ipv6: 'every-network' },
  },
};
