import { type EngineChannel, withBothEnds } from '../channel.ts';
import type { EngineFlow } from '../flow.ts';
import { type HostControl, hostControlsOf } from '../../topology/engine/host-access.ts';
import type { Topology } from '../../topology/topology.ts';
import { HOST, type NodeId } from '../../topology/node-id.ts';

/** Services that take the host by what their files give them; and the host, which holds every container. */
export function channelsOfControl({ services }: Topology): readonly EngineChannel[] {
  const controls = new Map<NodeId, readonly HostControl[]>();
  for (const service of services.values()) {
    const found = hostControlsOf(service);
    if (found.length > 0) controls.set(service.id, found);
  }
  const taking = [...new Set([...controls.values()].flat().map(({ by }) => by))].sort();
  return withBothEnds([...taking.map((by) => take(services, controls, by)), hold(services)]);
}

/** One channel for each way, so that all of them are means of the same pair. */
function take(
  services: Topology['services'],
  controls: ReadonlyMap<NodeId, readonly HostControl[]>,
  by: string,
): EngineChannel {
  return {
    id: `host-control:${by}`,
    kind: 'host-control',
    sources: [...controls].filter(([, found]) => found.some((control) => control.by === by)).map(([id]) => id),
    targets: [HOST],
    flow: (from, to) => {
      const name = services.get(from)?.service.name ?? from;
      const found = (controls.get(from) ?? []).filter((control) => control.by === by);
      const evidence = found.map(({ at }) => ({ at, note: `${name} has ${by}` }));
      return { from, to, means: { kind: 'host-control', by }, ports: { kind: 'any' }, evidence };
    },
  };
}

function hold(services: Topology['services']): EngineChannel {
  return {
    id: 'host-control',
    kind: 'host-control',
    sources: [HOST],
    targets: [...services.keys()],
    flow: (from, to): EngineFlow | null => {
      const found = services.get(to)?.service;
      if (found === undefined) return null;
      const evidence = [{ at: found.at, note: `${found.name} runs on the host` }];
      return { from, to, means: { kind: 'host-control', by: 'control of the host' }, ports: { kind: 'any' }, evidence };
    },
  };
}
