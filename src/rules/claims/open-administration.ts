import { type Administration, administrationsOf } from '../../catalogue/administration.ts';
import { repositoryOf } from '../../catalogue/image.ts';
import type { Project, Service } from '../../compose/project.ts';
import { areSettingsKnown, settingsText } from './settings-text.ts';
import { openFamilies } from './unlocked.ts';

/** What of a service's own administration asks nobody who they are, as far as its image and the files say. */
export function openAdministrations(service: Service, project: Project | null): readonly Administration[] {
  if (service.image === null) return [];
  const known = administrationsOf(repositoryOf(service.image.value));
  if (known.length === 0) return [];
  const settings = settingsText(service, project);
  const isWhole = areSettingsKnown(service, project);
  const open = known.filter(
    ({ opens, locks, behind }) =>
      (opens.length > 0 || isWhole) &&
      opens.every((pattern) => pattern.test(settings)) &&
      (behind === null || openFamilies(project).has(behind)) &&
      !locks.some((pattern) => pattern.test(settings)),
  );
  return open.map((one) => {
    const moved = one.movedTo(settings);
    return moved.length === 0 ? one : { ...one, ports: moved };
  });
}
