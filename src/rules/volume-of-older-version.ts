import { dataDirectories, writableFolders } from './stores/mounts.ts';
import type { Project, Service } from '../compose/project.ts';
import type { Edit } from '../fixes/edit.ts';
import { replaceKey } from '../fixes/service-edits.ts';
import type { Rule } from './rule.ts';
import { projectOf, servicesIn, whatItIs } from '../topology/services.ts';
import { code } from '../words/words.ts';

/**
 * An image without a version in its tag is the newest one where nobody has it yet. Where the tag names a version that has its data elsewhere,
 * that is the business of `data-not-persistent`.
 */
export const volumeOfOlderVersion: Rule = {
  id: 'volume-of-older-version',
  severity: 'medium',
  summary: 'A data volume is mounted where only older versions of the image keep their data',
  why: 'The image that is pulled next keeps its data elsewhere, and does not start with such a mount or writes past it.',
  fix: 'Name the version in the tag, or mount the volume where the newest one keeps its data.',
  references: [
    'https://github.com/docker-library/postgres/pull/1259',
    'https://docs.docker.com/compose/how-tos/production/',
  ],
  *check({ topology }) {
    for (const store of servicesIn(topology, 'data')) {
      const directories = dataDirectories(store);
      const refused = directories?.refused ?? null;
      if (directories === null || refused === null || refused.isNamed || !directories.certain) continue;
      const mount = writableFolders(store).find(({ target }) => target === refused.path);
      const target = directories.declared[0];
      if (mount === undefined || target === undefined) continue;
      const { name, image } = store.service;
      // A tag that only the deployment's variables give may be of any version.
      if (image !== null && projectOf(topology, store.project)?.written.at(image.at).isFromVariable === true) continue;
      const since = String(refused.since);
      yield {
        project: store.project,
        subject: name,
        identity: `target=${mount.target}`,
        message: `${code(name)} (${whatItIs(store)}) names no version: what is pulled now is ${since} or newer, keeps its data below ${code(target)} and refuses to start with a mount at ${code(mount.target)}.`,
        at: mount.at,
        related: image === null ? [] : [{ at: image.at, note: `${name} runs ${image.value}` }],
        path: [],
        services: [store.id],
        fix: {
          summary: `Name the version that the data is of, such as ${code(`${image?.value.split(':')[0] ?? ''}:${String(refused.since - 1)}`)}, or mount it at ${code(target)}.`,
          edits: pinned(projectOf(topology, store.project), store.service, refused.since - 1),
          caveat: `Data of a version before ${since} must be upgraded first: dump it with that version and restore it.`,
        },
        severity: null,
      };
    }
  },
};

/** The last version that keeps its data at the old mount: data that are there are of it or of one before. */
function pinned(project: Project | null, service: Service, version: number): readonly Edit[] {
  const { image } = service;
  const written = image === null || project === null ? null : (project.written.at(image.at).template ?? image.value);
  if (image === null || written === null || written.includes('$') || written.includes('@')) return [];
  return [replaceKey(project, service, ['image'], image.at, `${written.replace(/:latest$/u, '')}:${String(version)}`)];
}
