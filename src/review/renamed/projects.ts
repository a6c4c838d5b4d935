import type { Project } from '../../compose/project.ts';
import type { FoundProject } from '../find/project.ts';

/** A project that is in another folder than before. */
export interface MovedProject {
  readonly name: string;
  /** Folders, relative to the root. */
  readonly from: string;
  readonly to: string;
}

export interface FollowedProjects {
  /** Projects of the base, each that moved under the key that it has in the head. */
  readonly base: readonly FoundProject[];
  readonly moved: readonly MovedProject[];
}

/**
 * Follows projects into the folder they were moved to. For Docker Compose a project is its name, wherever its files are: one that goes and one that
 * comes with the same name, and with most of its services, are the same, so that what was found there is not new here. What moves and changes
 * is compared as if it had stayed.
 */
export function followed(base: readonly FoundProject[], head: readonly FoundProject[]): FollowedProjects {
  const gone = without(base, head);
  const come = without(head, base);
  const pairs = gone.flatMap((old) => {
    const isNamesake = ({ project, origin }: FoundProject): boolean =>
      project?.name === old.project?.name && isMain(origin) && isMain(old.origin);
    const [now, ...others] = come.filter(isNamesake);
    const isOnly = others.length === 0 && gone.filter(isNamesake).length === 1;
    return now !== undefined && isOnly && isSameStack(old.project, now.project) ? [{ old, now }] : [];
  });
  return {
    base: base.map((found) => {
      const now = pairs.find(({ old }) => old === found)?.now;
      return now === undefined ? found : { ...found, key: now.key };
    }),
    moved: pairs.map(({ old, now }) => ({ name: now.project?.name ?? '', from: old.directory, to: now.directory })),
  };
}

function without(some: readonly FoundProject[], others: readonly FoundProject[]): readonly FoundProject[] {
  const keys = new Set(others.map(({ key }) => key));
  return some.filter(({ key, project }) => project !== null && !keys.has(key));
}

/** The one that Compose takes in its folder, or that the policy states; others have what tells them apart in their key. */
function isMain(origin: FoundProject['origin']): boolean {
  return origin.kind === 'default' || origin.kind === 'stated';
}

/** Whether most services of either are in the other, under the same name and with the same image or build. */
function isSameStack(old: Project | null, now: Project | null): boolean {
  if (old === null || now === null) return false;
  const kept = [...old.services].filter(([name, service]) => {
    const other = now.services.get(name);
    return (
      other !== undefined &&
      other.image?.value === service.image?.value &&
      (other.build === null) === (service.build === null)
    );
  });
  return kept.length * 2 > Math.max(old.services.size, now.services.size);
}
