import type { Channel } from '../channel.ts';
import type { Flow } from '../flow.ts';
import { channelsBetween } from '../flows-of.ts';
import { hubKey } from '../graph.ts';
import { isSameVolume } from '../channels/shared-volumes.ts';
import type { Stack } from '../stack.ts';
import type { Topology } from '../../topology/topology.ts';
import { writtenFrom } from '../../topology/build/written-path.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** `what` is `volume:KEY`, or `bind:PATH` with paths inside or above the project's folder relative to it. */
export interface VolumeFlow {
  readonly flow: Flow;
  readonly what: string;
}

/**
 * Flows through volumes that `after` has and `before` has not; `was` gives the stack of `before` that a service is in. Folders inside one
 * another count where they are all that two services share, and nothing was shared before. No more than the first `most`.
 */
export function openedVolumeFlows(
  after: readonly Stack[],
  was: (service: NodeId) => Stack | null,
  most: number,
): readonly VolumeFlow[] {
  const all: VolumeFlow[] = [];
  for (const stack of after) {
    const changed = volumeChannels(stack).filter((channel) => !isUnchanged(channel, stack, was));
    const opened = new Set<string>();
    for (const channel of changed) {
      for (const found of flowsThrough(channel, stack)) {
        const { from, to } = found.flow;
        const key = [from, to, found.what].join('\0');
        if (opened.has(key) || !isNew(found, channel, stack, was(from))) continue;
        opened.add(key);
        all.push(found);
        if (all.length === most) return all;
      }
    }
  }
  return all;
}

function volumeChannels({ flows: { graph } }: Stack): readonly Channel[] {
  return graph
    .mapNodes((_, { channel }) => channel)
    .flatMap((channel) => (channel?.kind === 'volume' ? [channel] : []));
}

/** The same channel between the same services, called the same: nothing to compare pair by pair. */
function isUnchanged(channel: Channel, stack: Stack, was: (service: NodeId) => Stack | null): boolean {
  const [first] = channel.sources;
  const old = first === undefined ? null : was(first);
  const volume = stack.topology.volumes.get(channel.id);
  if (old === null || volume?.kind !== 'volume' || !old.flows.graph.hasNode(hubKey(channel))) return false;
  const before = old.flows.graph.getNodeAttributes(hubKey(channel)).channel;
  return (
    before !== null &&
    same(before.sources, channel.sources) &&
    same(before.targets, channel.targets) &&
    old.topology.volumes.get(channel.id)?.key === volume.key
  );
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function* flowsThrough(channel: Channel, { topology }: Stack): Generator<VolumeFlow> {
  for (const from of channel.sources) {
    for (const to of channel.targets) {
      const flow = from === to ? null : channel.flow(from, to);
      if (flow !== null) yield { flow, what: whatOf(flow, topology) };
    }
  }
}

function isNew({ flow: { from, to }, what }: VolumeFlow, channel: Channel, stack: Stack, old: Stack | null): boolean {
  const before = old === null ? [] : sharedBy(old, from, to);
  if (isSameVolume(channel, stack.topology)) return !before.some((shared) => shared.isSame && shared.what === what);
  return before.length === 0 && !sharedBy(stack, from, to).some(({ isSame }) => isSame);
}

function sharedBy(
  { flows, topology }: Stack,
  from: NodeId,
  to: NodeId,
): readonly { readonly what: string; readonly isSame: boolean }[] {
  return channelsBetween(flows.graph, from, to).flatMap((channel) => {
    const flow = channel.kind === 'volume' ? channel.flow(from, to) : null;
    return flow === null ? [] : [{ what: whatOf(flow, topology), isSame: isSameVolume(channel, topology) }];
  });
}

function whatOf({ from, means }: Flow, topology: Topology): string {
  if (means.kind !== 'volume') return '';
  const volume = topology.volumes.get(means.volume);
  if (volume?.kind !== 'bind') return `volume:${means.name}`;
  const project = topology.services.get(from)?.project;
  const directory = topology.projects.find(({ id }) => id === project)?.project.directory ?? '/';
  return `bind:${writtenFrom(directory, volume.name)}`;
}
