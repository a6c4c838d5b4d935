import { isLoopback } from '../../engines/network/host-ip.ts';
import { closing } from '../../fixes/ports.ts';
import { outsideClients } from '../../fixes/outside-clients.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { code, listed } from '../../words/words.ts';

/** What a fix that moves `stores` must say, with a space before it: over published ports containers would still reach them through the host. */
export function noLongerPublished(topology: Topology, stores: readonly TopologyService[]): string {
  const published = stores
    .filter(({ service, project }) => {
      const clients = outsideClients(projectOf(topology, project), service);
      return service.ports.some((port) => !isLoopback(port.hostIp) && clients?.isMeant(port) !== true);
    })
    .map(({ service }) => code(service.name));
  const isLeftOut = stores.some(({ project }) => closing(projectOf(topology, project)).otherwise === '');
  return published.length === 0
    ? ''
    : ` Published ports of ${listed(published)} are then ${isLeftOut ? 'left out' : 'open to the host itself only'}.`;
}

/** What a network behind the fronts is called, the best first. */
export function backendNames(name: string): readonly string[] {
  return ['backend', 'data', `${name}-data`];
}

/** Said with a fix that takes a store off a network: the files do not show every need. */
export const JOINING =
  'Only what is on its new network still reaches it: let services whose need the files do not show, and those of other profiles, join too.';
