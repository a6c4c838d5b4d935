import { isNamedAs } from '../build/stated-needs.ts';
import type { TopologyService } from '../topology.ts';

/** Whether the policy or its label states that it does not need `to`. */
export function isStruck({ needs: { struck }, project }: TopologyService, to: TopologyService | undefined): boolean {
  return (
    to !== undefined &&
    struck.size > 0 &&
    [...struck].some((name) => isNamedAs(name, to.service.name, to.project, project))
  );
}
