import type { Located } from '../../compose/source.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { softwareOf } from './may-need.ts';
import type { Needs } from './needs.ts';

/**
 * Whether a service may be told at work where a broker is, by one of the same maker that uses the broker and that it names itself: connectors and
 * agents ask their platform for it.
 */
export function mayBeHanded(topology: Topology, needs: Needs, from: TopologyService, store: TopologyService): boolean {
  const maker = makerOf(from.service.image);
  if (maker === null || !BROKERS.has(softwareOf(store.service)?.kind ?? '')) return false;
  return (needs.get(from.id) ?? []).some(({ to }) => {
    const named = topology.services.get(to);
    return (
      named !== undefined &&
      makerOf(named.service.image) === maker &&
      needs.get(to)?.some((need) => need.to === store.id) === true
    );
  });
}

const BROKERS: ReadonlySet<string> = new Set(['a message broker', 'a queue']);

/** `ghcr.io/example` of `ghcr.io/example/agent:1`; `null`: the image has no namespace. */
function makerOf(image: Located<string> | null): string | null {
  const path = image?.value.replace(/@.*$/, '').split('/').slice(0, -1).join('/') ?? '';
  return path === '' ? null : path;
}
