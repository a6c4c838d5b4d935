import type { EngineRecord } from '../record.ts';

/** Measured on 26.1.5, and held by the recordings of it. */
export const DOCKER_26: EngineRecord = {
  name: 'docker',
  major: 26,
  measured: '26.1.5',
  behaviours: {
    dockerOptions: 'read',
    // Options that a driver does not know are passed over; these came with 27: https://docs.docker.com/engine/release-notes/27/#2700
    gatewayModes: false,
    // `gw_priority` came with 28: https://docs.docker.com/engine/release-notes/28/#2800
    gatewayChoice: 'one-by-name',
    // ip6tables was experimental until 27: https://docs.docker.com/engine/release-notes/27/#2700
    filters: new Set(['ipv4'] as const),
    apart: 'all',
    ipv6Pools: false,
    ipv4Optional: false,
    forwards: true,
    // Measured: the LAN connects to published container ports, those published on 127.0.0.1 too.
    directRouting: 'published',
    userlandProxy: true,
    // Measured without docker-proxy: what is rewritten meets the rules that keep networks apart.
    rewrittenPortsCross: { ipv4: 'none', ipv6: 'none' },
    unprotectedForNetworks: false,
    routedPortsOpenOn: 'gateway-network',
    lanGatewayImplied: true,
    addressWithoutSubnet: false,
    // Measured twice: "cannot assign requested address".
    bindsIpv6Gateways: false,
    implicitNetwork: 'own',
    refusesPortZero: false,
    subnetsFromPools: false,
    addressPools: 31,
  },
};
