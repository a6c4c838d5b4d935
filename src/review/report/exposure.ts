import { compareText } from '../../compose/source.ts';
import type { Stack } from '../../flows/stack.ts';
import { hopOf } from './hops.ts';
import type { ReportExposure } from './report.ts';
import { OUTSIDE, stopOf } from '../../topology/node-id.ts';

/** What can be reached from outside directly, one entry a service, sorted by service. */
export function exposureOf(stacks: readonly Stack[]): readonly ReportExposure[] {
  return stacks.flatMap(exposed).sort((a, b) => compareText(a.service, b.service));
}

function exposed({ topology, flows }: Stack): readonly ReportExposure[] {
  return flows.targets(OUTSIDE).flatMap((id) => {
    const service = topology.services.get(id);
    const hops = flows.between(OUTSIDE, id).map(hopOf);
    const [hop] = hops;
    if (service === undefined || hop === undefined) return [];
    const ports = [...new Set(hops.flatMap((each) => each.ports))];
    return [
      {
        service: stopOf(id),
        name: service.service.name,
        project: service.project,
        zone: service.zone.zone,
        ports: ports.includes('*') ? ['*'] : ports,
        hop,
      },
    ];
  });
}
