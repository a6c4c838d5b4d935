import type { Assumptions } from '../topology/assumptions.ts';
import { groupsOf, mayMeetAmong } from '../topology/build/groups.ts';
import { areOneProject, type WorkspaceProject } from '../topology/project.ts';
import { addTo } from '../words/grouped.ts';
import { areCompeting, claimsOf } from './find/competing.ts';
import type { FoundProject } from './find/project.ts';

/** Projects that may run on one Docker host at one time and meet there. */
export interface ProjectGroup {
  readonly projects: readonly WorkspaceProject[];
  /** The one whose group it is, where it stands for another way to start the same services; `null`: these are started side by side. */
  readonly variant: WorkspaceProject | null;
}

/**
 * Projects in groups. Several that lie in one folder and have a service in common, or one name where none of them is what Compose takes without
 * being told, are ways to start one thing, and so are those of several folders that can never be there at once: the first is among the rest, and each other is looked at in its place.
 */
export function workspacesOf(
  found: readonly FoundProject[],
  ids: ReadonlyMap<string, string>,
  assumptions: Assumptions,
): readonly ProjectGroup[] {
  const main: PlacedProject[] = [];
  const variants: PlacedProject[] = [];
  const claiming = new Map<string, PlacedProject[]>();
  for (const { key, project, origin } of found) {
    if (project === null) continue;
    const placed = {
      id: ids.get(key) ?? project.name,
      project,
      isUsual: !('label' in origin),
      isCalled: origin.kind !== 'file',
    };
    const claims = [`in ${project.directory}`, ...claimsOf(project)];
    const near = new Set(claims.flatMap((claim) => claiming.get(claim) ?? []));
    const isVariant = [...near].some((other) => areAlternatives(placed, other));
    (isVariant ? variants : main).push(placed);
    if (!isVariant) for (const claim of claims) addTo(claiming, claim, placed);
  }
  const groups = groupsOf(main, assumptions).map((projects) => ({ projects, variant: null }));
  if (variants.length === 0) return groups;
  const mayMeet = mayMeetAmong([...main, ...variants], assumptions);
  const others = variants.flatMap((variant) => {
    const beside = main.filter((other) => mayMeet(variant, other) && !areAlternatives(variant, other));
    return groupsOf([variant, ...beside], assumptions)
      .filter((projects) => projects.includes(variant))
      .map((projects) => ({ projects, variant }));
  });
  return [...groups, ...others];
}

interface PlacedProject extends WorkspaceProject {
  /** Compose takes its files without being told, or the policy says so. */
  readonly isUsual: boolean;
  /** Somebody says so, and it is not only guessed. */
  readonly isCalled: boolean;
}

/** `one`: the later of the two. What Compose takes from a folder without being told is none to the rest of the folder. */
function areAlternatives(one: PlacedProject, other: PlacedProject): boolean {
  if (one.project.directory !== other.project.directory) return areCompeting(one.project, other.project);
  if (one.isUsual) return false;
  if ((!one.isCalled || (!one.isUsual && !other.isUsual)) && areOneProject(one.project, other.project)) return true;
  return [...one.project.services.keys()].some((name) => other.project.services.has(name));
}
