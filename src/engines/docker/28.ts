import type { EngineRecord } from '../record.ts';
import { DOCKER_27 } from './27.ts';

/** Measured on 28.5.2, and held by the recordings of it; https://docs.docker.com/engine/release-notes/28/. */
export const DOCKER_28: EngineRecord = {
  name: 'docker',
  major: 28,
  measured: '28.5.2',
  behaviours: {
    ...DOCKER_27.behaviours,
    // moby `selectGatewayEndpoint`: a network with both families comes before any priority.
    gatewayChoice: 'both-families-first',
    ipv4Optional: true,
    // Measured.
    bindsIpv6Gateways: true,
    // Dropped in the raw table: https://docs.docker.com/engine/network/packet-filtering-firewalls/#direct-routing
    directRouting: 'none',
  },
};
