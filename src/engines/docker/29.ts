import type { EngineRecord } from '../record.ts';
import { DOCKER_28 } from './28.ts';

/** Measured on 29.7.2 with iptables, its default backend, and held by the recordings of it; https://docs.docker.com/engine/release-notes/29/. */
export const DOCKER_29: EngineRecord = {
  name: 'docker',
  major: 29,
  measured: '29.7.2',
  behaviours: {
    ...DOCKER_28.behaviours,
    // Measured: a network of higher priority gives the IPv4 route, though only another one has both families; of equal ones that one does.
    gatewayChoice: 'priority-first',
    // Measured: published ports are accepted before the rules that keep networks apart; those of internal networks come first.
    rewrittenPortsCross: { ipv4: 'open-networks', ipv6: 'open-networks' },
    // Measured.
    unprotectedForNetworks: true,
    routedPortsOpenOn: 'every-routed-network',
    // By its sources and release notes (29.0, 29.1, 29.1.3), not measured.
    lanGatewayImplied: false,
    addressWithoutSubnet: true,
    refusesPortZero: true,
    subnetsFromPools: true,
  },
};

/** Measured on 29.7.2 with `firewall-backend: nftables`; https://docs.docker.com/engine/network/firewall-nftables/. */
export const DOCKER_29_NFTABLES: EngineRecord = {
  ...DOCKER_29,
  behaviours: {
    ...DOCKER_29.behaviours,
    // Measured: the accept for rewritten ports ends the hook before the drop of internal networks.
    rewrittenPortsCross: { ipv4: 'every-network', ipv6: 'every-network' },
  },
};
