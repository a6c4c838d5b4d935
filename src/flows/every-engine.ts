import type { Channel, EngineChannel } from './channel.ts';
import type { EngineFlow, Flow, Ports } from './flow.ts';
import type { NodeId } from '../topology/node-id.ts';

/** Channels as one engine has them. */
interface OfEngine {
  readonly engine: string;
  readonly channels: readonly EngineChannel[];
}

/**
 * Channels of all engines: one where all have it between the same ends, else one for each. A flow that not all of them have names the
 * one that has it; one that all have comes from the first.
 */
export function ofEveryEngine(engines: readonly OfEngine[]): readonly Channel[] {
  const byId = new Map<string, Held[]>();
  for (const { engine, channels } of engines) {
    for (const channel of channels) {
      const held = byId.get(channel.id) ?? [];
      byId.set(channel.id, held);
      held.push({ engine, channel });
    }
  }
  return [...byId.values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined) return [];
    const others = held.slice(1).map(({ channel }) => channel);
    if (held.length === engines.length && others.every((other) => haveSameEnds(first.channel, other)))
      return [{ ...first.channel, flow: (from, to) => merged([first.channel, ...others], from, to) }];
    return held.map((one) => apart(one, held, engines.length));
  });
}

interface Held {
  readonly engine: string;
  readonly channel: EngineChannel;
}

function haveSameEnds(a: EngineChannel, b: EngineChannel): boolean {
  return isSame(a.sources, b.sources) && isSame(a.targets, b.targets);
}

function isSame(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function merged(channels: readonly EngineChannel[], from: NodeId, to: NodeId): Flow | null {
  const [first, ...others] = channels.flatMap((channel) => channel.flow(from, to) ?? []);
  if (first === undefined) return null;
  return { ...first, ports: others.reduce(withPorts, first).ports, only: null };
}

function withPorts(one: EngineFlow, { ports }: EngineFlow): EngineFlow {
  return { ...one, ports: union(one.ports, ports) };
}

function union(a: Ports, b: Ports): Ports {
  if (a.kind === 'any' || b.kind === 'any') return { kind: 'any' };
  const known = new Set(a.ports.map((port) => JSON.stringify(port)));
  const more = b.ports.filter((port) => !known.has(JSON.stringify(port)));
  return more.length === 0 ? a : { kind: 'some', ports: [...a.ports, ...more] };
}

/** Flows of one pair, where what each of `engines` has by a channel of its own is one that all have. */
export function together(flows: readonly Flow[], engines: number): readonly Flow[] {
  const having = new Map<string, Set<string>>();
  for (const flow of flows) {
    if (flow.only === null) continue;
    const key = wayOf(flow);
    having.set(key, (having.get(key) ?? new Set()).add(flow.only));
  }
  const told = new Set<string>();
  return flows.flatMap((flow): readonly Flow[] => {
    const key = wayOf(flow);
    if (flow.only === null || having.get(key)?.size !== engines) return [flow];
    if (told.has(key)) return [];
    told.add(key);
    return [{ ...flow, only: null }];
  });
}

/** Whether it is the same way, be it on one engine or on all. */
export function isSameWay(one: Flow, other: Flow): boolean {
  return wayOf(one) === wayOf(other);
}

function wayOf({ means, ports }: Flow): string {
  return JSON.stringify([means, ports]);
}

/** The channel as it is on one engine, where it is another or none on others. */
function apart({ engine, channel }: Held, held: readonly Held[], engines: number): Channel {
  const ends = held.map(({ channel: { sources, targets } }) => [new Set(sources), new Set(targets)] as const);
  return {
    ...channel,
    id: `${channel.id} on ${engine}`,
    flow: (from, to) => {
      const having = held.filter((_, index) => ends[index]?.[0].has(from) === true && ends[index][1].has(to));
      if (having.length < engines) {
        const flow = channel.flow(from, to);
        return flow === null ? null : { ...flow, only: having.length === 1 ? engine : null };
      }
      return having[0]?.channel === channel
        ? merged(
            having.map((one) => one.channel),
            from,
            to,
          )
        : null;
    },
  };
}
