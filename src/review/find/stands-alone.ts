import type { Project } from '../../compose/project.ts';
import { enginesOf } from '../../engines/engines.ts';
import type { Policy } from '../../policy/policy.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { needsOf } from '../../topology/needs/needs.ts';
import { conflictsOf } from '../../topology/refused/conflicts.ts';
import { topologyOf } from '../../topology/topology-of.ts';

/**
 * Whether a file that only adds services to the default files is rather a stack of its own: `alone` has a data store and who needs it, and in
 * `added`, the two together, neither names the other. Nor are they together where Docker would refuse that: one host port, one container name.
 */
export function standsAlone(alone: Project, added: Project, usual: Project, { assumptions }: Policy): boolean {
  const [own, together, before] = [alone, added, usual].map((project) => {
    const { topology, diagnostics } = topologyOf([{ id: project.name, project }], assumptions);
    const refused = conflictsOf(topology).length + diagnostics.filter(({ severity }) => severity === 'error').length;
    return { topology, refused };
  });
  if (own === undefined || together === undefined || before === undefined) return false;
  if (together.refused > own.refused + before.refused) return true;
  if ([...alone.networks.values()].some(({ external }) => external)) return false;
  const needs = [...needsOf(together.topology, enginesOf(assumptions.engine)).values()].flat();
  const isOwn = (id: NodeId): boolean => own.topology.services.has(id);
  const isStore = (id: NodeId): boolean => own.topology.services.get(id)?.zone.zone === 'data';
  return (
    needs.some(({ from, to }) => isOwn(from) && isStore(to)) && needs.every(({ from, to }) => isOwn(from) === isOwn(to))
  );
}
