import type { Stack } from '../../flows/stack.ts';
import { type NodeId, stopOf } from '../../topology/node-id.ts';
import type { ReportRename } from '../report/report.ts';
import { type RenamedNetwork, renamedNetworks } from './networks.ts';
import type { MovedProject } from './projects.ts';
import { renamedServices } from './services.ts';

/** Everything that has another name, or another place, than before. */
export interface Renames {
  readonly networks: readonly RenamedNetwork[];
  /** Ids in the head, by those in the base. */
  readonly networkIds: ReadonlyMap<NodeId, NodeId>;
  readonly told: readonly ReportRename[];
}

export function renamesOf(base: readonly Stack[], head: readonly Stack[], moved: readonly MovedProject[]): Renames {
  const networks = renamedNetworks(base, head);
  const networkIds = new Map(networks.map(({ from, to }) => [from.id, to.id]));
  return {
    networks,
    networkIds,
    told: [
      ...moved.map(({ from, to }): ReportRename => ({ what: 'project', from, to })),
      ...networks.map(({ from, to }): ReportRename => ({ what: 'network', from: from.key, to: to.key })),
      ...renamedServices(base, head, networkIds).map(({ from, to }): ReportRename => ({
        what: 'service',
        from: stopOf(from),
        to: stopOf(to),
      })),
    ],
  };
}
