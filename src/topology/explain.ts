import { obstaclesBetween } from './obstacles.ts';
import type { Assumptions } from './assumptions.ts';
import type { Evidence, Flow, Path } from './flow.ts';
import { nearestChange, type NearestChange } from './nearest-change.ts';
import { CONNECTIONS, EVERY_MEANS, pathsFrom } from './paths.ts';
import type { Place } from './place.ts';
import type { Stack } from './stack.ts';
import type { NodeId, Topology } from './topology.ts';

/** How `from` reaches `to`, or what stops it. Plain data, printed as JSON as it stands. */
export interface Explanation {
  readonly from: Place;
  readonly to: Place;
  /** `direct`: in one hop. `pivot`: only by taking over services on the way. `none`: not at all. */
  readonly reach: 'direct' | 'pivot' | 'none';
  /** The lines that put one end on the other, where that is a network or volume. */
  readonly membership: readonly Evidence[];
  /** Every means of direct reach, the most direct first. */
  readonly direct: readonly Flow[];
  /** The shortest path, by connections if there is one, else by any means; `null` where reach is direct or there is none. */
  readonly path: Path | null;
  /** Why there is no direct reach, in terms of the files; empty where there is. */
  readonly obstacles: readonly Evidence[];
  /** The nearest change that would open it; `null` where it is open or no single line would. */
  readonly opening: NearestChange | null;
}

/** Explains one question. A network stands for its members, a volume for who mounts it. */
export function explain(stacks: readonly Stack[], from: Place, to: Place, assumptions: Assumptions): Explanation {
  const stack = stackOfBoth(stacks, from, to);
  const nothing = { from, to, membership: [], direct: [], path: null };
  if (stack === null) return { ...nothing, reach: 'none', obstacles: apart(stacks, from, to), opening: null };
  const [sources, targets] = [nodesOf(from, stack.topology), nodesOf(to, stack.topology)];
  const membership = membershipOf(from, to, stack.topology);
  const direct = sources.flatMap((source) => targets.flatMap((target) => stack.flows.between(source, target)));
  if (direct.length > 0 || membership.length > 0) {
    return { from, to, reach: 'direct', membership, direct, path: null, obstacles: [], opening: null };
  }
  const path = shortest(stack, sources, targets);
  const obstacles = obstaclesBetween(stack.topology, from, to, assumptions);
  const opening = nearestChange(stack.topology, from, to);
  return { ...nothing, reach: path === null ? 'none' : 'pivot', path, obstacles, opening };
}

function stackOfBoth(stacks: readonly Stack[], from: Place, to: Place): Stack | null {
  if (from.stack !== null && to.stack !== null && from.stack !== to.stack) return null;
  return stacks[from.stack ?? to.stack ?? 0] ?? null;
}

function apart(stacks: readonly Stack[], from: Place, to: Place): readonly Evidence[] {
  const note = `${from.name} and ${to.name} are of projects that share no network and no volume; whether they run on one host is a setting of the policy`;
  return [from, to].flatMap(({ id, stack }) => {
    const at = stack === null ? undefined : stacks[stack]?.topology.services.get(id)?.service.at;
    return at === undefined ? [] : [{ at, note }];
  });
}

function nodesOf({ kind, id }: Place, topology: Topology): readonly NodeId[] {
  if (kind === 'network') return topology.networks.get(id)?.members ?? [];
  if (kind === 'volume') return [...new Set(topology.volumes.get(id)?.mounts.map(({ service }) => service) ?? [])];
  return [id];
}

/** A service on the network, or with the volume, that is asked for. */
function membershipOf(from: Place, to: Place, topology: Topology): readonly Evidence[] {
  const [service, thing] = from.kind === 'service' ? [from, to] : [to, from];
  const found = topology.services.get(service.id);
  if (found === undefined) return [];
  if (thing.kind === 'network') {
    const at = found.attachments.get(thing.id)?.attachment.at;
    return at === undefined ? [] : [{ at, note: `${service.name} is on ${thing.name}` }, ...found.sharing];
  }
  const mounts = thing.kind === 'volume' ? (topology.volumes.get(thing.id)?.mounts ?? []) : [];
  return mounts
    .filter((mount) => mount.service === service.id)
    .map(({ at, target, readOnly }) => ({
      at,
      note: `${service.name} mounts ${thing.name} at ${target}${readOnly ? ', read-only' : ''}`,
    }));
}

function shortest({ flows }: Stack, sources: readonly NodeId[], targets: readonly NodeId[]): Path | null {
  for (const means of [CONNECTIONS, EVERY_MEANS]) {
    const paths = pathsFrom(flows, sources, { means });
    const found = targets.flatMap((target) => paths.to(target) ?? []);
    const [first, ...others] = found;
    if (first !== undefined) return others.reduce((best, path) => (path.pivots < best.pivots ? path : best), first);
  }
  return null;
}
