import { compareText } from '../compose/source.ts';
import type { Path } from './flow.ts';
import { CONNECTIONS, CONNECTIONS_AND_CONTROL, type Paths, pathsFrom } from './paths.ts';
import type { Stack } from './stack.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import type { Zone } from '../catalogue/zone.ts';
import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';

/** A path every report shows. */
export interface StandingPath {
  /** Where it starts: other machines, or the services of a zone (the nearest of them is the path's first node). */
  readonly start: 'outside' | Zone;
  /** A data store, or `host`: taking the host. */
  readonly to: NodeId;
  readonly path: Path;
}

/**
 * The shortest path from outside and from each zone to each data store, by connections, and to control of the host. Where there is none, or
 * the start is the zone of the data stores themselves, there is no entry. Sorted by target, then `outside`, then zones.
 */
export function standingPaths(stack: Stack): readonly StandingPath[] {
  const stores = [...stack.topology.services.values()].filter(({ zone }) => zone.zone === 'data').map(({ id }) => id);
  const isTaken = stack.flows.graph.inDegree(HOST) > 0;
  const found = starts(stack.topology).flatMap(({ start, sources }) => {
    const toStores = start === 'data' ? [] : pathsTo(stores, pathsFrom(stack.flows, sources, { means: CONNECTIONS }));
    const toHost = isTaken ? pathsTo([HOST], pathsFrom(stack.flows, sources, { means: CONNECTIONS_AND_CONTROL })) : [];
    return [...toStores, ...toHost].map(({ to, path }) => ({ start, to, path }));
  });
  // Starts come in their order, and sorting keeps it.
  return [...found].sort((a, b) => compareText(a.to, b.to));
}

function starts({
  services,
}: Topology): readonly { readonly start: StandingPath['start']; readonly sources: readonly NodeId[] }[] {
  const zones = new Map<Zone, TopologyService[]>();
  for (const service of services.values()) {
    const members = zones.get(service.zone.zone) ?? [];
    zones.set(service.zone.zone, members);
    members.push(service);
  }
  return [
    { start: 'outside', sources: [OUTSIDE] },
    ...[...zones]
      .sort(([a], [b]) => compareText(a, b))
      .map(([start, members]) => ({ start, sources: members.map(({ id }) => id) })),
  ];
}

function pathsTo(targets: readonly NodeId[], paths: Paths): readonly { readonly to: NodeId; readonly path: Path }[] {
  return targets.flatMap((to) => {
    const path = paths.to(to);
    return path === null ? [] : [{ to, path }];
  });
}

/** How far a data store or control of the host is from outside, where a change makes it nearer or farther. In pivots; `null`: no path. */
export interface DistanceChange {
  readonly from: 'outside';
  readonly to: NodeId;
  readonly before: number | null;
  readonly after: number | null;
}

/** Distances from outside that differ between two revisions, sorted by target. What one of them does not have is no change. */
export function distanceChanges(base: readonly Stack[], head: readonly Stack[]): readonly DistanceChange[] {
  const [before, after] = [distancesOf(base), distancesOf(head)];
  return [...after]
    .flatMap(([to, now]): readonly DistanceChange[] => {
      const was = before.get(to);
      return was === undefined || was === now ? [] : [{ from: 'outside', to, before: was, after: now }];
    })
    .sort((a, b) => compareText(a.to, b.to));
}

/** Pivots to every data store and, if there is any service, to the host: the fewest in any stack. */
function distancesOf(stacks: readonly Stack[]): ReadonlyMap<NodeId, number | null> {
  const distances = new Map<NodeId, number | null>();
  for (const { topology, flows } of stacks) {
    const toStores = pathsFrom(flows, [OUTSIDE], { means: CONNECTIONS }).distances;
    const toHost = pathsFrom(flows, [OUTSIDE], { means: CONNECTIONS_AND_CONTROL }).distances.get(HOST);
    for (const { id, zone } of topology.services.values()) {
      if (zone.zone === 'data') distances.set(id, pivots(toStores.get(id)));
    }
    const known = distances.get(HOST) ?? null;
    const found = pivots(toHost);
    distances.set(HOST, known === null ? found : found === null ? known : Math.min(known, found));
  }
  return distances;
}

function pivots(hops: number | undefined): number | null {
  return hops === undefined ? null : hops - 1;
}
