import { type Evidence, placeKey } from '../compose/source.ts';
import type { Flow } from './flow.ts';
import type { Flows } from './flows.ts';
import { type NodeId, OUTSIDE } from '../topology/node-id.ts';

/** How `to` is reached from outside in one hop; `null`: it is not. */
export function fromOutside(flows: Flows, to: NodeId): Flow | null {
  return flows.between(OUTSIDE, to)[0] ?? null;
}

/** `flow`, and before it the hop from outside to where it starts, if there is one. */
export function fromOutsideTo(flows: Flows, flow: Flow): readonly Flow[] {
  const first = fromOutside(flows, flow.from);
  return first === null ? [flow] : [first, flow];
}

/** Lines that a violation rests on beside its own, each once. */
export function relatedTo(path: readonly Flow[], at: Evidence['at']): readonly Evidence[] {
  const seen = new Set([placeKey(at)]);
  return path
    .flatMap(({ evidence }) => evidence)
    .filter((evidence) => {
      const place = placeKey(evidence.at);
      return seen.has(place) ? false : seen.add(place);
    });
}
