import { compareText } from '../compose/source.ts';
import type { Path } from '../flows/flow.ts';
import type { Flows } from '../flows/flows.ts';
import { CONNECTIONS_AND_CONTROL, pathsFrom } from '../flows/paths.ts';
import type { Topology } from '../topology/topology.ts';
import { type Walls, wallsOf } from './isolation.ts';
import type { IsolationRule } from './policy.ts';
import type { NodeId } from '../topology/node-id.ts';

/**
 * A shortest path for each source and target that `rule` keeps apart and that are not, in the order of their ids. Connections count, and
 * taking the host with all it holds; what is shared in a volume does not. What reaches a target only through another of `from` is left
 * out: that other one is the breach.
 */
export function* breachesOf(rule: IsolationRule, topology: Topology, flows: Flows): Generator<Path> {
  const walls = started(wallsOf(rule, topology), topology);
  yield* rule.reach === 'direct' ? direct(walls, flows) : transitive(walls, flows);
}

/** What is not started reaches nothing and is not reached. */
function started({ from, to, via }: Walls, { services }: Topology): Walls {
  const idle = new Set([...services.values()].filter(({ service }) => service.replicas === 0).map(({ id }) => id));
  const without = (nodes: ReadonlySet<NodeId>) => new Set([...nodes].filter((id) => !idle.has(id)).sort(compareText));
  return { from: without(from), to: without(to), via: new Set([...via, ...idle]) };
}

function* direct({ from, to }: Walls, flows: Flows): Generator<Path> {
  for (const source of from) {
    for (const target of flows.targets(source)) {
      if (!to.has(target)) continue;
      const flow = flows.between(source, target).find(({ means }) => CONNECTIONS_AND_CONTROL.has(means.kind));
      if (flow !== undefined) yield { hops: [flow], pivots: 0 };
    }
  }
}

function* transitive({ from, to, via }: Walls, flows: Flows): Generator<Path> {
  // One search for all sources, which nearly always finds nothing. Of a target that is a source itself it cannot tell.
  const { distances } = pathsFrom(flows, [...from], { means: CONNECTIONS_AND_CONTROL, avoid: via });
  const targets = [...to].filter((target) => from.has(target) || distances.has(target));
  for (const source of targets.length === 0 ? [] : from) {
    const avoid = new Set([...via, ...from].filter((id) => id !== source));
    const paths = pathsFrom(flows, [source], { means: CONNECTIONS_AND_CONTROL, avoid });
    for (const target of targets) {
      const path = target === source ? null : paths.to(target);
      if (path !== null) yield path;
    }
  }
}
