import type { EngineFlow, Flow, Means } from './flow.ts';
import type { NodeId } from '../topology/node-id.ts';

/**
 * One way in which everyone of `sources` reaches everyone of `targets`: a network, a port on the host, a volume. A hub of the flow graph,
 * so that the pairs need never be written out. Nobody reaches itself.
 */
export interface Channel {
  /** Names the channel: the same for the same thing in another revision. */
  readonly id: string;
  readonly kind: Means['kind'];
  readonly sources: readonly NodeId[];
  readonly targets: readonly NodeId[];
  /** The flow between a source and a target; `null` where another channel says the same better. */
  readonly flow: (from: NodeId, to: NodeId) => Flow | null;
}

/** A channel as one engine has it. */
export type EngineChannel = Omit<Channel, 'flow'> & {
  readonly flow: (from: NodeId, to: NodeId) => EngineFlow | null;
};

/** Channels that somebody uses and that lead to somebody. */
export function withBothEnds(channels: readonly EngineChannel[]): readonly EngineChannel[] {
  return channels.filter(({ sources, targets }) => sources.length > 0 && targets.length > 0);
}
