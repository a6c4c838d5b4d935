import { addTo } from '../../words/grouped.ts';
import { compareText } from '../../compose/source.ts';
import type { Engine } from '../../engines/engine.ts';
import { containersOf, namesOfAll } from '../names/answers.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { meantNamesOf, meet } from './meant-names.ts';
import type { NameMention } from './mentions.ts';

/** Services that a name leads to where `from` writes it, sorted; empty: it stands for none. */
export type Leads = (mention: NameMention, from: TopologyService) => readonly NodeId[];

/**
 * A name that a process asks for leads to all that may answer on any of `engines`, and to those in the same network namespace. One that
 * does not resolve, that its own project gives to its writer, or that others read, leads to whom it is meant for. Of those that profiles keep
 * from running at once, it leads to those that run together with its writer.
 */
export function leadsOf(topology: Topology, engines: readonly Engine[]): Leads {
  const meant = meantNamesOf(topology);
  const names = namesOfAll(topology, engines);
  const containers = containersOf(topology);
  const together = sharingNamespace(topology);
  const answering = (name: string, from: NodeId): readonly NodeId[] => [
    ...new Set(names.answering(from, name).flatMap((owner) => together.get(owner) ?? owner)),
  ];
  return ({ name, asked }, from) => {
    const own = meant(name, from);
    const intended = own === null ? [] : [own];
    switch (asked) {
      case 'service':
        return topology.services.has(serviceId(from.project, name)) ? [serviceId(from.project, name)] : [];
      case 'container':
        return [containers.get(name) ?? intended].flat();
      case 'reader':
        return intended;
      case 'process': {
        if (own === from.id) return [];
        const found = answering(name, from.id).filter((id) => id !== from.id);
        const meeting = found.filter((id) => meet(topology.services.get(id), from));
        return found.length === 0 ? intended : [...(meeting.length === 0 ? found : meeting)].sort(compareText);
      }
    }
  };
}

/** Services by the owner of the network namespace that they are in. */
function sharingNamespace({ services }: Topology): ReadonlyMap<NodeId, readonly NodeId[]> {
  const together = new Map<NodeId, NodeId[]>();
  for (const { id, namespace } of services.values()) if (namespace.kind === 'own') addTo(together, namespace.owner, id);
  return together;
}
