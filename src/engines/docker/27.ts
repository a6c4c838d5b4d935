import type { EngineRecord } from '../record.ts';
import { DOCKER_26 } from './26.ts';

/** Not measured: by its release notes, https://docs.docker.com/engine/release-notes/27/. */
export const DOCKER_27: EngineRecord = {
  since: 27,
  behaviours: {
    ...DOCKER_26.behaviours,
    gatewayModes: true,
    ipv6Filtered: true,
    ipv6Pools: true,
  },
};
