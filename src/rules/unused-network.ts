import { isFragment, mayBeAmong, unused } from './claims/unused.ts';
import type { Rule } from './rule.ts';

export const unusedNetwork: Rule = {
  id: 'unused-network',
  severity: 'low',
  summary: 'A network that no service is on',
  why: 'Docker Compose does not even create it. Often a service was meant to be on it and is on another one.',
  fix: 'Remove it, or attach the service that was meant to be on it.',
  references: ['https://docs.docker.com/reference/compose-file/networks/'],
  *check({ topology }) {
    for (const { id, project } of topology.projects) {
      if (isFragment(project)) continue;
      const used = new Set([...project.services.values()].flatMap((service) => [...service.networks.keys()]));
      yield* unused(
        'network',
        id,
        project.networks,
        (key) => used.has(key) || mayBeAmong(project.inactiveUse.networks, key),
      );
    }
  },
};
