import { wordsOf } from '../../catalogue/image.ts';
import type { Located } from '../../compose/source.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { softwareOf } from './may-need.ts';
import type { Needs } from './needs.ts';

/**
 * Whether a service may be told at work where a broker is, by an application that uses the broker and that it names itself: connectors and
 * agents ask their platform for it. By its name it works for others, or it is of the same maker.
 */
export function mayBeHanded(topology: Topology, needs: Needs, from: TopologyService, store: TopologyService): boolean {
  const maker = makerOf(from.service.image);
  const isWorker = wordsOf(from.service.name).some((word) => WORKERS.has(word));
  if ((maker === null && !isWorker) || !BROKERS.has(softwareOf(store.service)?.kind ?? '')) return false;
  return (needs.get(from.id) ?? []).some(({ to }) => {
    const named = topology.services.get(to);
    return (
      named !== undefined &&
      (isWorker || makerOf(named.service.image) === maker) &&
      needs.get(to)?.some((need) => need.to === store.id) === true
    );
  });
}

const WORKERS: ReadonlySet<string> = new Set(
  'worker workers connector connectors agent agents runner runners executor executors consumer consumers'.split(' '),
);

const BROKERS: ReadonlySet<string> = new Set(['a message broker', 'a queue']);

/** `ghcr.io/example` of `ghcr.io/example/agent:1`; `null`: the image has no namespace. */
function makerOf(image: Located<string> | null): string | null {
  const path = image?.value.replace(/@.*$/, '').split('/').slice(0, -1).join('/') ?? '';
  return path === '' ? null : path;
}
