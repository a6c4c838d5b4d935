import { isFragment, mayBeAmong, unused } from './claims/unused.ts';
import type { Rule } from './rule.ts';

export const unusedVolume: Rule = {
  id: 'unused-volume',
  severity: 'low',
  summary: 'A volume that no service mounts',
  why: 'Often a data store was meant to keep its data there and keeps it somewhere else, or nowhere.',
  fix: 'Remove it, or mount it where it was meant to be.',
  references: ['https://docs.docker.com/reference/compose-file/volumes/'],
  *check({ topology }) {
    for (const { id, project } of topology.projects) {
      if (isFragment(project)) continue;
      const used = new Set(
        [...project.services.values()].flatMap(({ mounts }) =>
          mounts.flatMap((mount) => (mount.kind === 'volume' && mount.volume !== null ? [mount.volume] : [])),
        ),
      );
      yield* unused(
        'volume',
        id,
        project.volumes,
        (key) => used.has(key) || mayBeAmong(project.inactiveUse.volumes, key),
      );
    }
  },
};
