import { compareText, placeKey, type SourceLocation } from '../../compose/source.ts';
import type { Channel } from '../../flows/channel.ts';
import type { Flow } from '../../flows/flow.ts';
import type { Stack } from '../../flows/stack.ts';
import { standsFor } from '../../flows/graph.ts';
import { type NodeId, stopOf } from '../../topology/node-id.ts';
import { hopOf } from './hops.ts';
import type { ReportLocation, ReportReach } from './report.ts';

/** Every way by which one reaches another directly, sorted. */
export function reachOf(stacks: readonly Stack[]): readonly ReportReach[] {
  return stacks
    .flatMap(({ flows: { graph } }) => graph.mapNodes((_, { channel }) => channel))
    .flatMap((channel) => (channel === null ? [] : (wayOver(channel) ?? [])))
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

function keyOf({ means, from, to }: ReportReach): string {
  return JSON.stringify([means, from.map(({ id }) => id), to.map(({ id, over }) => [id, over])]);
}

/** Flows that are looked at to tell the lines of an end from those of the other ends. */
const SAMPLES = 2;

function wayOver({ sources, targets, flow }: Channel): ReportReach | null {
  const between = (source: NodeId, target: NodeId): Flow | null => (source === target ? null : flow(source, target));
  const reached = targets.flatMap((target) => {
    const flows = sampled(sources, (source) => between(source, target));
    const [first] = flows;
    return first === undefined ? [] : [{ target, hop: hopOf(first), flows }];
  });
  const [sample] = reached;
  if (sample === undefined) return null;
  const atTarget = new Map(reached.map(({ target, flows }) => [target, new Set(linesOf(flows).map(placeKey))]));
  const ends = reached.map(({ target }) => target);
  const from = sources.flatMap((source) => {
    const flows = sampled(ends, (target) => between(source, target));
    const [first, second] = flows;
    if (first === undefined) return [];
    // Of one target alone nothing tells whose lines they are but what stands there.
    const others = second === undefined ? atTarget.get(first.to) : undefined;
    const own = linesOf(flows).filter((at) => others?.has(placeKey(at)) !== true);
    return [{ id: nameOf(source), at: own.map(locationOf) }];
  });
  const to = reached.map(({ target, hop: { over, ports }, flows }) => ({
    id: nameOf(target),
    over,
    ports,
    at: linesOf(flows).map(locationOf),
  }));
  return { means: sample.hop.means, through: sample.hop.through, from: sorted(from), to: sorted(to) };
}

function sampled(ends: readonly NodeId[], flowOf: (end: NodeId) => Flow | null): readonly Flow[] {
  const found: Flow[] = [];
  for (const end of ends) {
    const flow = flowOf(end);
    if (flow !== null) found.push(flow);
    if (found.length === SAMPLES) break;
  }
  return found;
}

/** Lines that all of `flows` rest on, each once. */
function linesOf(flows: readonly Flow[]): readonly SourceLocation[] {
  const [first, ...others] = flows.map(
    ({ evidence }) => new Map(evidence.map(({ at }) => [placeKey(at), at] as const)),
  );
  return [...(first ?? [])].flatMap(([key, at]) => (others.every((known) => known.has(key)) ? [at] : []));
}

function nameOf(id: NodeId): string {
  return stopOf(standsFor(id));
}

function locationOf({ file, line, column }: SourceLocation): ReportLocation {
  return { file, line, column };
}

function sorted<T extends { readonly id: string }>(ends: readonly T[]): readonly T[] {
  return [...ends].sort((a, b) => compareText(a.id, b.id));
}
