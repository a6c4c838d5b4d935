import { betweenStacks } from './separate-stacks.ts';
import { type Explanation, NOTHING } from './explanation.ts';
import { leadingNames } from './leading-names.ts';
import { obstaclesBetween } from './obstacles.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import type { Path } from '../flow.ts';
import { nearestChange } from './nearest-change.ts';
import { needsOf } from '../../topology/needs/needs.ts';
import { CONNECTIONS, EVERY_MEANS, pathsFrom } from '../paths.ts';
import { possibleIn } from '../possible.ts';
import { enginesOf } from '../../engines/engines.ts';
import { unknownsOf } from '../../topology/unknown.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Stack } from '../stack.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import { HOST, HOST_PORTS, type NodeId, OUTSIDE } from '../../topology/node-id.ts';

/** Explains one question. A network stands for its members, a volume for who mounts it. */
export function explain(
  stacks: readonly Stack[],
  from: QuestionEnd,
  to: QuestionEnd,
  assumptions: Assumptions,
): Explanation {
  if (from.stack !== null && to.stack !== null && from.stack !== to.stack) return betweenStacks(stacks, from, to);
  const index = from.stack ?? to.stack;
  const asked = index === null ? stacks : stacks.slice(index, index + 1);
  const [first, ...others] = asked.map((stack) => explainIn(stack, from, to, assumptions));
  if (first === undefined) return { ...NOTHING, from, to };
  return others.reduce(nearer, first);
}

const CLOSENESS = { direct: 0, pivot: 1, none: 2 } as const satisfies Record<Explanation['reach'], number>;

/** `outside` and `host` are in every stack: the nearest answer counts, and where there is none the reasons of all. */
function nearer(one: Explanation, other: Explanation): Explanation {
  if (one.reach === 'direct' && other.reach === 'direct') return { ...one, direct: [...one.direct, ...other.direct] };
  if (one.reach === 'none' && other.reach === 'none')
    return { ...one, obstacles: [...one.obstacles, ...other.obstacles] };
  const isShorter = (other.path?.pivots ?? 0) < (one.path?.pivots ?? 0);
  const closer = CLOSENESS[other.reach] - CLOSENESS[one.reach] || (isShorter ? -1 : 1);
  return closer < 0 ? other : one;
}

function explainIn(stack: Stack, from: QuestionEnd, to: QuestionEnd, assumptions: Assumptions): Explanation {
  const { topology, flows } = stack;
  const [sources, targets] = [nodesOf(from, topology), nodesOf(to, topology)];
  const membership = membershipOf(from, to, topology);
  const direct = sources.flatMap((source) => targets.flatMap((target) => flows.between(source, target)));
  // Which ports of the host itself others get to is for its own firewall to say.
  const isOutsideAtHost = from.kind === 'outside' && to.kind === 'host';
  const isKnown = direct.length > 0 || (!isOutsideAtHost && areKnown(stack, sources, targets));
  const needs = needsBetween(topology, sources, targets, assumptions);
  const asked = {
    ...NOTHING,
    from,
    to,
    isKnown,
    needs,
    names: isKnown ? leadingNames(topology, from, to, assumptions) : null,
  };
  if (direct.length > 0 || membership.length > 0) {
    // Who connects to the host may still have to take over others to control it.
    const isControlled = to.kind !== 'host' || direct.some(({ means }) => means.kind === 'host-control');
    const path = isControlled ? null : shortest(stack, sources, [HOST]);
    return { ...asked, reach: 'direct', membership, direct, path };
  }
  // Control of the host is more than a connection to it.
  const path = (to.kind === 'host' ? shortest(stack, sources, [HOST]) : null) ?? shortest(stack, sources, targets);
  const obstacles = isOutsideAtHost ? entrances(stack) : obstaclesBetween(topology, from, to, assumptions);
  const reach = path === null ? 'none' : 'pivot';
  if (isOutsideAtHost) return { ...asked, reach, path, obstacles, opening: null };
  if (!isKnown) {
    // What would be in the way need not be, and what would open it may be there.
    const open = unknownsOf(topology).map(({ at, message }) => ({ at, note: message }));
    return { ...asked, reach, path, obstacles: open, opening: null };
  }
  return { ...asked, reach, path, obstacles, opening: nearestChange(topology, from, to) };
}

function needsBetween(
  topology: Topology,
  sources: readonly NodeId[],
  targets: readonly NodeId[],
  { engine }: Assumptions,
): readonly Evidence[] {
  const wanted = new Set(targets);
  const needs = needsOf(topology, enginesOf(engine));
  return sources.flatMap((source) =>
    (needs.get(source) ?? []).filter(({ to }) => wanted.has(to)).map(({ evidence }) => evidence),
  );
}

/** What the outside gets to and does not control the host. */
function entrances({ topology, flows }: Stack): readonly Evidence[] {
  const entered = flows.targets(OUTSIDE).flatMap((id) => topology.services.get(id) ?? []);
  return entered.flatMap(({ id, service }) => {
    if (flows.between(id, HOST).length > 0) return [];
    const at = flows.between(OUTSIDE, id)[0]?.evidence[0]?.at ?? service.at;
    return [{ at, note: `${service.name} is reachable from outside and does not control the host` }];
  });
}

/** Whether nothing that the files leave open may lead from one to the other. */
function areKnown({ topology, flows }: Stack, sources: readonly NodeId[], targets: readonly NodeId[]): boolean {
  const unknowns = unknownsOf(topology);
  if (unknowns.length === 0) return true;
  const nodes = [OUTSIDE, HOST, ...topology.services.keys()];
  const possibleFrom = possibleIn(flows, unknowns, nodes, CONNECTIONS);
  return !sources.some((source) => {
    const possible = possibleFrom(source, new Set());
    return targets.some((target) => possible.has(target));
  });
}

function nodesOf({ kind, id }: QuestionEnd, topology: Topology): readonly NodeId[] {
  if (kind === 'network') return topology.networks.get(id)?.members ?? [];
  if (kind === 'volume') return [...new Set(topology.volumes.get(id)?.mounts.map(({ service }) => service) ?? [])];
  // Control of the host, and connections to what it listens on.
  return kind === 'host' ? [HOST, HOST_PORTS] : [id];
}

/** A service on the network, or with the volume, that is asked for. */
function membershipOf(from: QuestionEnd, to: QuestionEnd, topology: Topology): readonly Evidence[] {
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
