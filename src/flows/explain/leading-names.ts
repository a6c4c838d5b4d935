import { enginesOf } from '../../engines/engines.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { namesOfAll } from '../../topology/names/answers.ts';
import { sharedNetworks } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { QuestionEnd } from './question-end.ts';

/** Names by which one service finds the other, as the engines that count resolve them. */
export interface LeadingNames {
  /** Sorted; empty: none leads there. */
  readonly names: readonly string[];
  /** Those of them that others answer to as well, in turns. */
  readonly inTurns: readonly string[];
  /** Keys of the networks that both are on. */
  readonly networks: readonly string[];
}

/** What `from` may call `to`; `null`: they are no two services, or it is not known. */
export function leadingNames(
  topology: Topology,
  from: QuestionEnd,
  to: QuestionEnd,
  { engine }: Assumptions,
): LeadingNames | null {
  const [source, target] = [topology.services.get(from.id), topology.services.get(to.id)];
  if (from.kind !== 'service' || to.kind !== 'service' || source === undefined || target === undefined) return null;
  if (source === target || source.namespace.kind === 'foreign' || target.namespace.kind === 'foreign') return null;
  if (namespaceOf(source) === namespaceOf(target)) return { names: ['localhost'], inTurns: [], networks: [] };
  const { all, answering } = namesOfAll(topology, enginesOf(engine));
  const names = all.filter((name) => answering(source.id, name).includes(namespaceOf(target)));
  return {
    names,
    inTurns: names.filter((name) => answering(source.id, name).length > 1),
    networks: sharedNetworks(source, target).map((id) => topology.networks.get(id)?.key ?? id),
  };
}

function namespaceOf({ namespace }: TopologyService): string {
  return namespace.kind === 'own' || namespace.kind === 'none' ? namespace.owner : namespace.kind;
}
