import { isAbsolute } from '../compose/path.ts';
import { compareLocations, type SourceLocation } from '../compose/source.ts';
import { separates } from '../policy/isolation.ts';
import type { Flow } from '../flows/flow.ts';
import { isSharedEngine } from '../engines/host/sockets.ts';
import { sensitivePath } from '../engines/host/sensitive-paths.ts';
import type { TopologyService, TopologyVolume } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { jobsIn } from '../topology/zones/jobs.ts';
import { namedVolume } from '../fixes/mounts.ts';
import { relatedTo } from '../flows/from-outside.ts';
import type { Rule, Violation } from './rule.ts';
import type { NodeId } from '../topology/node-id.ts';
import { areConnected, projectOf } from '../topology/services.ts';
import { code } from '../words/words.ts';

/**
 * One finding for each volume and service that is kept apart from somebody who writes or reads it: at the mount of the service that is not
 * the data store, or else of the later one. Jobs that end, what has no network or no business on one, and host paths that belong to the
 * host cross nothing.
 */
export const volumeCrossesIsolation: Rule = {
  id: 'volume-crosses-isolation',
  severity: 'medium',
  summary: 'Services that share no network share a volume',
  why: 'What one writes the other reads: the networks keep them apart, and the volume joins them again.',
  fix: 'Give each side a volume of its own, mount it read-only on the side that only reads, or put them on one network on purpose.',
  references: ['https://docs.docker.com/engine/storage/volumes/'],
  *check(context) {
    const aside = new Set([...jobsIn(context.topology), ...withoutBusiness(context)]);
    for (const volume of context.topology.volumes.values()) {
      if (volume.mounts.length < 2 || volume.mounts.every(({ readOnly }) => readOnly) || isOfTheHost(volume)) continue;
      yield* crossings(context, volume, aside);
    }
  },
};

/** Services that are on the network that Compose gives to all, need nothing there and are needed by nobody: no one keeps them apart. */
function withoutBusiness({ topology, needs }: RuleContext): readonly NodeId[] {
  const needed = new Set([...needs.values()].flat().map(({ to }) => to));
  return [...topology.services.values()].flatMap(({ id, attachments, ports }) => {
    const isImplicit = [...attachments.values()].every(({ attachment }) => attachment.implicit);
    return isImplicit &&
      attachments.size > 0 &&
      ports.length === 0 &&
      !needed.has(id) &&
      (needs.get(id) ?? []).length === 0
      ? [id]
      : [];
  });
}

/** Sockets, clocks, devices and the like are shared with the host, not between services. The project's own folders are not, wherever it lies. */
function isOfTheHost(volume: TopologyVolume): boolean {
  const { kind, key, name } = volume;
  if (isSharedEngine(volume)) return true;
  if (kind !== 'bind' || !isAbsolute(key)) return false;
  return sensitivePath(name) !== null || /^\/(etc|proc|sys|dev|run|var\/run|lib|usr|tmp|var\/log)(\/|$)/.test(name);
}

function* crossings(context: RuleContext, volume: TopologyVolume, aside: ReadonlySet<NodeId>): Generator<Violation> {
  const { services } = context.topology;
  const sides = sidesOf(context, volume, aside);
  const [home, ...others] = sides;
  if (home === undefined) return;
  for (const members of others) {
    const [here, there] = [home, members].map((side) => side.flatMap((id) => services.get(id) ?? []));
    const pair = pairOf(context, volume, here ?? [], there ?? []);
    if (pair !== null) yield violation(context, volume, pair);
  }
}

/** Who mounts it, grouped by who is connected to whom; the group of a data store first, then in the order of the mounts. */
function sidesOf(
  { topology }: RuleContext,
  volume: TopologyVolume,
  aside: ReadonlySet<NodeId>,
): readonly (readonly NodeId[])[] {
  const mounting = [...new Set(volume.mounts.map(({ service }) => service))]
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter(({ id, namespace, service }) => namespace.kind !== 'none' && service.replicas > 0 && !aside.has(id))
    .sort((a, b) => rank(a) - rank(b) || compareLocations(placeIn(volume, a), placeIn(volume, b)));
  const sides: { readonly first: TopologyService; readonly ids: NodeId[] }[] = [];
  for (const service of mounting) {
    const side = sides.slice(0, MOST_SIDES).find(({ first }) => areConnected(first, service));
    if (side === undefined) sides.push({ first: service, ids: [service.id] });
    else side.ids.push(service.id);
  }
  return sides.map(({ ids }) => ids);
}

const MOST_SIDES = 50;

function placeIn({ mounts }: TopologyVolume, { id, service }: TopologyService): SourceLocation {
  return mounts.find((mount) => mount.service === id)?.at ?? service.at;
}

function rank({ zone }: TopologyService): number {
  return zone.zone === 'data' ? 0 : 1;
}

/** Instances of one image that share a folder, for logs say, trust each other as much as themselves. */
function runSame(a: TopologyService, b: TopologyService): boolean {
  return a.service.image !== null && a.service.image.value === b.service.image?.value;
}

interface VolumePair {
  readonly home: TopologyService;
  readonly other: TopologyService;
  readonly flow: Flow;
}

/** Two services of the sides that nothing connects, one of which writes what the other reads. */
function pairOf(
  { flows }: RuleContext,
  { id }: TopologyVolume,
  homes: readonly TopologyService[],
  others: readonly TopologyService[],
): VolumePair | null {
  for (const other of others) {
    if (homes.some((home) => areConnected(home, other))) return null;
  }
  for (const home of homes.slice(0, MOST_SIDES)) {
    for (const other of others.slice(0, MOST_SIDES)) {
      const both = [...flows.between(other.id, home.id), ...flows.between(home.id, other.id)];
      const flow = both.find(({ means }) => means.kind === 'volume' && means.volume === id);
      if (flow !== undefined && !runSame(home, other)) return { home, other, flow };
    }
  }
  return null;
}

function violation(
  { policy, topology }: RuleContext,
  volume: TopologyVolume,
  { home, other, flow }: VolumePair,
): Violation {
  const [writer, reader] = flow.from === other.id ? [other, home] : [home, other];
  const at = placeIn(volume, other);
  const mount = other.service.mounts.find((candidate) => candidate.at === at) ?? null;
  return {
    project: other.project,
    subject: volume.key,
    identity: `from=${writer.service.name} to=${reader.service.name}`,
    message: `${code(writer.service.name)} can write to ${code(volume.key)} what ${code(reader.service.name)} reads, and they share no network.`,
    at,
    related: relatedTo([flow], at),
    path: [flow],
    services: [writer.id, reader.id],
    fix: {
      summary: `Give ${code(other.service.name)} a volume of its own, or mount it read-only if it only reads.`,
      edits: mount === null ? [] : namedVolume(projectOf(topology, other.project), other.service, mount.target, mount),
      caveat: 'Neither then sees what the other writes there; what is in the shared volume stays where it is.',
    },
    severity:
      separates(policy, topology, writer.id, reader.id) || separates(policy, topology, reader.id, writer.id)
        ? 'high'
        : null,
  };
}
