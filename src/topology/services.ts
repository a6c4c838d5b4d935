import type { Project } from '../compose/project.ts';
import type { Topology, TopologyService } from './topology.ts';
import { compareText } from '../compose/source.ts';
import type { Zone } from '../catalogue/zone.ts';
import type { NodeId } from './node-id.ts';

/** The project of that id; `null`: none. */
export function projectOf({ projects }: Topology, id: string): Project | null {
  return projects.find((entry) => entry.id === id)?.project ?? null;
}

/** Services of these zones that are started, in the order of their ids. */
export function servicesIn({ services }: Topology, ...zones: readonly Zone[]): readonly TopologyService[] {
  return [...services.values()].filter(({ zone, service }) => zones.includes(zone.zone) && service.replicas > 0);
}

/** What a service is, in words that stand in brackets behind its name: `PostgreSQL, a database`, `the policy names service db`. */
export function whatItIs({ zone }: TopologyService): string {
  return zone.software ?? zone.reason;
}

/** Networks that both are on. */
export function sharedNetworks(a: TopologyService, b: TopologyService): readonly NodeId[] {
  return [...a.attachments.keys()].filter((network) => b.attachments.has(network)).sort(compareText);
}

/** Whether they are in one network namespace, or on one network. */
export function areConnected(a: TopologyService, b: TopologyService): boolean {
  const [one, other] = [a.namespace, b.namespace];
  if (one.kind === 'host' || other.kind === 'host') return one.kind !== 'none' && other.kind !== 'none';
  if (one.kind !== 'foreign' && other.kind !== 'foreign' && one.owner === other.owner) return true;
  return sharedNetworks(a, b).length > 0;
}
