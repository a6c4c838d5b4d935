import { placeKey, type SourceLocation } from '../../compose/source.ts';
import type { Flow } from '../../flows/flow.ts';
import type { TopologyService } from '../../topology/topology.ts';

/** The lines that publish the ports of `service` which `flow` goes through: where all of them are gone, so is it. */
export function portLines({ ports }: TopologyService, { evidence }: Flow): readonly SourceLocation[] {
  const published = new Set(ports.map(({ at }) => placeKey(at)));
  return evidence.map(({ at }) => at).filter((at) => published.has(placeKey(at)));
}
