import { dataMounts } from './stores/mounts.ts';
import { namedVolume } from '../fixes/mounts.ts';
import type { Rule } from './rule.ts';
import { projectOf, servicesIn } from '../topology/services.ts';
import { code } from '../words/words.ts';

export const dataBindMounted: Rule = {
  id: 'data-bind-mounted',
  severity: 'off',
  summary: "A data store's directory is a folder of the host",
  why: 'A folder depends on the host: its owner and rights, its file system, its path. A named volume is created with the rights the image wants and moves with Docker.',
  fix: 'Use a named volume at the data directory.',
  references: [
    'https://docs.docker.com/engine/storage/volumes/',
    'https://docs.docker.com/engine/storage/bind-mounts/',
  ],
  *check({ topology }) {
    for (const store of servicesIn(topology, 'data')) {
      const mount = dataMounts(store).find(({ kind }) => kind === 'bind');
      if (mount?.kind !== 'bind') continue;
      const { name } = store.service;
      yield {
        project: store.project,
        subject: name,
        identity: `target=${mount.target}`,
        message: `${code(name)} keeps its data in a folder of the host, mounted at ${code(mount.target)}, where a named volume would do.`,
        at: mount.at,
        related: [],
        path: [],
        services: [store.id],
        fix: {
          summary: 'Use a named volume.',
          edits: namedVolume(projectOf(topology, store.project), store.service, mount.target, mount),
          caveat: 'Data in the folder is not moved: copy it into the volume first.',
        },
        severity: null,
      };
    }
  },
};
