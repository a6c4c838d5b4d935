import type { Assumptions } from '../../topology/assumptions.ts';
import type { Flow, Means } from '../flow.ts';
import { flowsOf } from '../flows-of.ts';
import { DIRECT, FROM_ELSEWHERE, hasEgress, targetsBy, THROUGH_HOST, TO_HOST } from '../matrix.ts';
import { openedPairs, reaches, type ReachPair } from './opened-pairs.ts';
import { outsidePortsOf } from './outside-ports.ts';
import { type Stack, stackOf } from '../stack.ts';
import { openedVolumeFlows, type VolumeFlow } from './opened-volumes.ts';
import { HOST, HOST_PORTS, type NodeId, OUTSIDE } from '../../topology/node-id.ts';

/** So many flows of a change, of each side, are told with their lines, and so many that go through volumes at all: far more than anybody reads. */
export const MOST_FLOWS = 20_000;

/** So many pairs of services are told. */
export const MOST_PAIRS = 100_000;

/** What one revision has and the other has not, by node. */
export interface Gain {
  readonly services: readonly NodeId[];
  readonly direct: readonly ReachPair[];
  readonly throughHost: readonly ReachPair[];
  readonly fromOutside: readonly NodeId[];
  readonly outsidePorts: readonly ReachPair[];
  readonly egress: readonly NodeId[];
  /** Services that connect to what the host listens on, … */
  readonly toHost: readonly NodeId[];
  /** … and services that the host connects to. */
  readonly fromHost: readonly NodeId[];
  /** Where there are more than `MOST_FLOWS`, one more of them. */
  readonly volumes: readonly VolumeFlow[];
  /**
   * The most direct flow of each pair, without detours over the host; of flows to and from the host those of services that were there before.
   * Made one by one as they are asked for: of n services there may be n².
   */
  readonly flows: () => Iterable<Flow>;
}

/** What `after` has and `before` has not: reach is that over TCP, and of ports published over UDP `outsidePorts` tells. */
export function gains(
  before: readonly Stack[],
  after: readonly Stack[],
  assumedBefore: Assumptions,
  assumedAfter: Assumptions,
): Gain {
  const [tcpBefore, tcpAfter] = [overTcp(before, assumedBefore), overTcp(after, assumedAfter)];
  const [was, is, isOverAny] = [stackOf(tcpBefore), stackOf(tcpAfter), stackOf(after)];
  const services = after.flatMap(({ topology }) => [...topology.services.keys()]);
  const pairs = (kinds: ReadonlySet<Means['kind']>): readonly ReachPair[] =>
    openedPairs(
      services,
      (id) => was(id)?.flows.graph ?? null,
      (id) => is(id)?.flows.graph ?? null,
      kinds,
      MOST_PAIRS + 1,
    );
  const [direct, throughHost] = [pairs(DIRECT), pairs(THROUGH_HOST)];
  const fromOutside = without(outsideOf(tcpAfter), outsideOf(tcpBefore));
  const outsidePorts = without(portsOf(after, assumedAfter), portsOf(before, assumedBefore)).map(pairAt);
  const toHost = without(toHostOf(tcpAfter), toHostOf(tcpBefore));
  const fromHost = without(fromHostOf(tcpAfter), fromHostOf(tcpBefore));
  const volumes = openedVolumeFlows(after, was, MOST_FLOWS + 1);
  const flowOf = (from: NodeId, to: NodeId, kinds: ReadonlySet<Means['kind']>): readonly Flow[] => {
    const found = (isOverAny(to) ?? isOverAny(from))?.flows
      .between(from, to)
      .find(({ means }) => kinds.has(means.kind));
    return found === undefined ? [] : [found];
  };
  return {
    services: services.filter((id) => was(id) === null),
    direct,
    throughHost,
    fromOutside,
    outsidePorts,
    egress: without(egressOf(after), egressOf(before)),
    toHost,
    fromHost,
    volumes,
    flows: function* () {
      for (const to of fromOutside) yield* flowOf(OUTSIDE, to, FROM_ELSEWHERE);
      yield* openingPorts(outsidePorts, new Set(fromOutside), isOverAny);
      for (const [from, to] of direct) yield* flowOf(from, to, DIRECT);
      // A way over the host is none where the service itself can be reached.
      for (const [from, to] of throughHost)
        if (!reaches(isOverAny(to)?.flows.graph ?? null, from, to, DIRECT)) yield* flowOf(from, to, THROUGH_HOST);
      for (const from of toHost) if (was(from) !== null) yield* flowOf(from, HOST_PORTS, TO_HOST);
      for (const to of fromHost) if (was(to) !== null) yield* flowOf(HOST, to, FROM_ELSEWHERE);
      yield* volumes.map(({ flow }) => flow);
    },
  };
}

function overTcp(stacks: readonly Stack[], assumptions: Assumptions): readonly Stack[] {
  return stacks.map((stack) => {
    const isOverTcp = [...stack.topology.services.values()].every(({ ports }) =>
      ports.every(({ protocol }) => protocol === 'tcp'),
    );
    return isOverTcp ? stack : { ...stack, flows: flowsOf(stack.topology, assumptions, 'tcp') };
  });
}

function outsideOf(stacks: readonly Stack[]): readonly NodeId[] {
  return stacks.flatMap(({ flows }) => targetsBy(flows, OUTSIDE, FROM_ELSEWHERE));
}

/** The flow behind each port that opened of services that were reachable before; one for all ports that it opens. */
function openingPorts(
  ports: readonly ReachPair[],
  told: ReadonlySet<NodeId>,
  stackWith: (id: NodeId) => Stack | null,
): readonly Flow[] {
  const found = ports.flatMap(([service, port]) => {
    const flows = told.has(service) ? [] : (stackWith(service)?.flows.between(OUTSIDE, service) ?? []);
    const entering = flows.filter(({ means }) => FROM_ELSEWHERE.has(means.kind));
    return entering.find((flow) => opens(flow, port)) ?? entering.slice(0, 1);
  });
  return [...new Map(found.map((flow) => [JSON.stringify([flow.to, flow.means, flow.ports]), flow])).values()];
}

function opens({ ports }: Flow, port: string): boolean {
  return ports.kind === 'any'
    ? port === '*'
    : ports.ports.some(({ target, protocol }) => `${String(target)}/${protocol}` === port);
}

function toHostOf(stacks: readonly Stack[]): readonly NodeId[] {
  return stacks.flatMap(({ topology, flows }) =>
    [...topology.services.keys()].filter((id) => targetsBy(flows, id, TO_HOST).length > 0),
  );
}

function fromHostOf(stacks: readonly Stack[]): readonly NodeId[] {
  return stacks.flatMap(({ flows }) => targetsBy(flows, HOST, FROM_ELSEWHERE));
}

function egressOf(stacks: readonly Stack[]): readonly NodeId[] {
  return stacks.flatMap(({ topology, flows }) => [...topology.services.keys()].filter((id) => hasEgress(flows, id)));
}

/** Service and port as one text, so that sets compare them. */
function portsOf(stacks: readonly Stack[], assumptions: Assumptions): readonly string[] {
  return stacks.flatMap(({ topology }) =>
    [...outsidePortsOf(topology, assumptions)].flatMap(([id, ports]) => [...ports].map((port) => `${id}\0${port}`)),
  );
}

function pairAt(text: string): ReachPair {
  const end = text.lastIndexOf('\0');
  return [text.slice(0, end), text.slice(end + 1)];
}

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(items)].filter((item) => !known.has(item));
}
