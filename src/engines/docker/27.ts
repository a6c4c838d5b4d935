import type { EngineRecord } from '../record.ts';
import { DOCKER_26 } from './26.ts';

/** Not measured: by its release notes, https://docs.docker.com/engine/release-notes/27/. */
export const DOCKER_27: EngineRecord = {
  name: 'docker',
  major: 27,
  measured: null,
  behaviours: {
    ...DOCKER_26.behaviours,
    gatewayModes: true,
    filters: new Set(['ipv4', 'ipv6'] as const),
    ipv6Pools: true,
  },
};
