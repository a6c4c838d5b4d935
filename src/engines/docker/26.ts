import type { EngineRecord } from '../record.ts';

/** Measured on 26.1.5, and held by the recordings of it. */
export const DOCKER_26: EngineRecord = {
  since: 0,
  behaviours: {
    // Unknown options of a driver are passed over: https://docs.docker.com/engine/release-notes/27/#2700
    gatewayModes: false,
    // `gw_priority` arrived with 28: https://docs.docker.com/engine/release-notes/28/#2800
    gatewayChoice: 'one-by-name',
    // ip6tables was experimental until 27: https://docs.docker.com/engine/release-notes/27/#2700
    ipv6Filtered: false,
    ipv6Pools: false,
    ipv4Optional: false,
    // Measured: the LAN connects to published container ports, those published on 127.0.0.1 too.
    directRouting: true,
  },
};
